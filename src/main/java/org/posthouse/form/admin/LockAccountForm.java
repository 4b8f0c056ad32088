package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Nobody signs in to the account until it is unlocked; mail still comes in.
@Form(id = "lock-account", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.ACCOUNT, undoable = false)
public record LockAccountForm() { }
