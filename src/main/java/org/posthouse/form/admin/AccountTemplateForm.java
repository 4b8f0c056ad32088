package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import org.posthouse.account.FromRewrite;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// What new accounts begin with.
@Form(id = "account-template", who = Audience.POSTMASTER)
public record AccountTemplateForm(
        @Field(card = "limits", kind = Kind.OCTETS) @PositiveOrZero long maxMailboxBytes,
        @PositiveOrZero long maxMessages,
        @Field(kind = Kind.OCTETS) @PositiveOrZero long maxMessageBytes,
        @PositiveOrZero @Max(36_500) int expiryDays,
        @Field(card = "about") FromRewrite fromRewrite,
        boolean listed,
        @Field(kind = Kind.PICK) String language,
        @Field(kind = Kind.PICK) String timeZone) { }
