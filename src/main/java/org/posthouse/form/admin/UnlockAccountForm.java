package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Lets people sign in again, with the password they had.
@Form(id = "unlock-account", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.ACCOUNT, undoable = false)
public record UnlockAccountForm() { }
