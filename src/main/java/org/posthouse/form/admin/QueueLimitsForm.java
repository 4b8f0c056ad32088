package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// How much the queue does at once. Bounds stand in [org.posthouse.setting.Setting].
@Form(id = "queue-limits", who = Audience.POSTMASTER)
public record QueueLimitsForm(
        @Field(card = "crowd") long runs,
        long destinationRuns,
        @Field(card = "connection") long recipients,
        long messages,
        @Field(card = "rate") long perMinute) { }
