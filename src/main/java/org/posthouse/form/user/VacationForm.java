package org.posthouse.form.user;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import org.posthouse.account.AutoReply;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// What an account answers by itself.
///
/// @param preview what people receive by what is stored
@Form(id = "vacation", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT)
public record VacationForm(
        @Field(card = "when") AutoReply.Mode mode,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        @Min(1) @Max(365) int everyDays,
        boolean unnamed,
        @Field(card = "what") @Size(max = 255) String subject,
        @Field(kind = Kind.PARAGRAPHS) @Size(max = 10_000) String message,
        @Field(card = "preview", kind = Kind.SHOWN) String preview) { }
