package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// An address that is no account.
@Form(id = "new-alias", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.THING, creates = true)
public record NewAliasForm(
        @Field(card = "alias", kind = Kind.ADDRESS) @NotBlank @Size(max = 320) String address,
        AliasType type,
        @Field(card = "targets") @NotEmpty @Size(max = 10_000) List<String> targets) { }
