package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Takes a certificate with its key away; the key names it.
@Form(id = "remove-certificate", who = Audience.POSTMASTER, scope = Scope.THING, dangerous = true, undoable = false)
public record RemoveCertificateForm() { }
