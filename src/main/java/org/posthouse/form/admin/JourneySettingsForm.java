package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// Whether it is written down what happens to each message, and how long that is kept.
@Form(id = "journey-settings", who = Audience.POSTMASTER)
public record JourneySettingsForm(
        @Field(card = "write") boolean on,
        @Field(card = "keep") int days,
        @Field(kind = Kind.OCTETS) long octets) { }
