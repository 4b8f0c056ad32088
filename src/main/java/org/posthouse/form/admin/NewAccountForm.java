package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.account.FromRewrite;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Secret;

/// Opens an account, with what the template says already filled in.
@Form(id = "new-account", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, creates = true)
public record NewAccountForm(
        @Field(card = "names") @NotBlank @Size(max = 255) String name,
        @Field(kind = Kind.ADDRESS) @NotBlank @Size(max = 320) String address,
        @Size(max = 99) List<String> otherAddresses,
        @Size(max = 64) String login,
        FromRewrite fromRewrite,
        @Field(card = "password", autocomplete = "new-password") Secret password,
        @Field(autocomplete = "new-password") Secret again,
        boolean noPassword,
        boolean link,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String linkTo,
        @Field(card = "limits", kind = Kind.OCTETS) @PositiveOrZero long maxMailboxBytes,
        @PositiveOrZero long maxMessages,
        @Field(kind = Kind.OCTETS) @PositiveOrZero long maxMessageBytes,
        @PositiveOrZero @Max(36_500) int expiryDays,
        @Field(card = "about") boolean listed,
        @Field(kind = Kind.PICK) String language,
        @Field(kind = Kind.PICK) String timeZone) { }
