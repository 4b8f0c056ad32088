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
import org.posthouse.form.Scope;

/// Everything about an account that an administrator decides, but its password and whether it exists.
@Form(id = "account", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.ACCOUNT)
public record AccountForm(
        @Field(card = "names") @NotBlank @Size(max = 255) String name,
        @Size(max = 100) List<String> addresses,
        @Size(max = 64) String login,
        FromRewrite fromRewrite,
        @Field(card = "delivery") boolean mailbox,
        @Size(max = 100) List<String> forward,
        boolean keepCopy,
        @Field(card = "limits", kind = Kind.SHOWN) String used,
        @Field(kind = Kind.OCTETS) @PositiveOrZero long maxMailboxBytes,
        @PositiveOrZero long maxMessages,
        @Field(kind = Kind.OCTETS) @PositiveOrZero long maxMessageBytes,
        @PositiveOrZero @Max(36_500) int expiryDays,
        @Field(card = "access", kind = Kind.SHOWN) String state,
        @Size(max = 100) List<String> restrictions,
        @Field(card = "about", kind = Kind.PARAGRAPHS) @Size(max = 2000) String finger,
        boolean listed,
        @Field(kind = Kind.PICK) String language,
        @Field(kind = Kind.PICK) String timeZone) { }
