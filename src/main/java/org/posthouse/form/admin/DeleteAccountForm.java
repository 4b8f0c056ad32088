package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Puts an account into the trash.
@Form(id = "delete-account", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.ACCOUNT, dangerous = true, undoable = false)
public record DeleteAccountForm() { }
