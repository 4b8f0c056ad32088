package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// When mail goes that waits for a connection, and what is run around that.
///
/// @param next in words
@Form(id = "connection-schedule", who = Audience.POSTMASTER)
public record ConnectionScheduleForm(
        @Field(card = "when") @Size(max = 48) List<String> times,
        long minutes,
        @Field(kind = Kind.SHOWN) String next,
        @Field(card = "programs", kind = Kind.PICK) String before,
        @Field(kind = Kind.PICK) String after) { }
