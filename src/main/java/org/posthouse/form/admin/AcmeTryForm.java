package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;

/// Asks the authority now, whatever the pause after a failure.
@Form(id = "acme-try", who = Audience.POSTMASTER, undoable = false)
public record AcmeTryForm() { }
