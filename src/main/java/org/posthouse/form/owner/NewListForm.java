package org.posthouse.form.owner;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

@Form(id = "new-list", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, creates = true)
public record NewListForm(
        @Field(card = "list", kind = Kind.ADDRESS) @NotBlank @Size(max = 320) String address,
        @Size(max = 200) String caption,
        Purpose purpose,
        ListLanguage language,
        @Field(card = "owners") @NotEmpty @Size(max = 100) List<String> owners,
        @Field(card = "names") @Size(max = 19) List<String> names) { }
