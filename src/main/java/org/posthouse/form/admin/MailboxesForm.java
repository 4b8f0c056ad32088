package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// What happens when a mailbox is full, or nearly.
@Form(id = "mailboxes", who = Audience.POSTMASTER)
public record MailboxesForm(@Field(card = "full") boolean fullRefuses, boolean warnings) { }
