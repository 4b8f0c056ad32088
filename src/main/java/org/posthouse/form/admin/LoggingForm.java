package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// What the log holds, and how long.
@Form(id = "logging", who = Audience.POSTMASTER)
public record LoggingForm(
        @Field(card = "keep") int days,
        @Field(kind = Kind.OCTETS) long octets,
        @Field(card = "groups") Detail smtp,
        Detail pop3,
        Detail connections,
        Detail signIn,
        Detail delivery,
        Detail store,
        Detail web,
        Detail changes,
        Detail house,
        Detail server) {
    /// What went wrong; also what happened; also how.
    public enum Detail { PROBLEMS, EVENTS, DETAILS }
}
