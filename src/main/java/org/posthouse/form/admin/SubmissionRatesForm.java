package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// How much people may send in an hour before their mail is held; 0 for any number. Bounds stand in [org.posthouse.setting.Setting].
@Form(id = "submission-rates", who = Audience.POSTMASTER)
public record SubmissionRatesForm(
        @Field(card = "account") long accountMessages,
        long accountRecipients,
        @Field(card = "client") long clientMessages,
        long clientRecipients) { }
