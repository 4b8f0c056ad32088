package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// How the house gets a certificate by itself, and how that goes.
@Form(id = "acme", who = Audience.POSTMASTER)
public record AcmeForm(
        @Field(card = "state", kind = Kind.SHOWN) String state,
        @Field(card = "plan") boolean enabled,
        @Size(max = 100) List<String> names,
        @Field(card = "authority") @NotBlank @Size(max = 500) String directory,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String contact,
        boolean agreed) { }
