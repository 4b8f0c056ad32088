package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// When backups are made by themselves, where, and how the last one went.
@Form(id = "backups", who = Audience.POSTMASTER)
public record BackupsForm(
        @Field(card = "state", kind = Kind.SHOWN) String state,
        @Field(card = "plan") @Size(max = 1000) String folder,
        @Pattern(regexp = "|([01]?[0-9]|2[0-3]):[0-5][0-9]") String time,
        @PositiveOrZero @Max(10_000) int keep,
        @Field(card = "key") @Size(max = 1000) String key) { }
