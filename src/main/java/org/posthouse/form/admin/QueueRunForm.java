package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// Lets mail go now that waits for a connection.
///
/// @param domain empty for all that waits for the schedule or for its next attempt
@Form(id = "queue-run", who = Audience.POSTMASTER, undoable = false)
public record QueueRunForm(@Field(card = "which") @Size(max = 253) String domain) { }
