package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// Opens a domain; everything but its name can be changed later.
@Form(id = "new-domain", who = Audience.POSTMASTER, creates = true)
public record NewDomainForm(
        @Field(card = "names") @NotBlank @Size(max = 253) String name,
        @Size(max = 100) List<String> aliases,
        @Field(card = "limits") @PositiveOrZero long maxAccounts,
        @Field(kind = Kind.OCTETS) @PositiveOrZero long maxMailboxBytes,
        @PositiveOrZero @Max(36_500) int expiryDays) { }
