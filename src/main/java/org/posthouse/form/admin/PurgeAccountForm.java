package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Deletes an account in the trash with all its mail, for good.
@Form(id = "purge-account", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.ACCOUNT, dangerous = true, undoable = false)
public record PurgeAccountForm() { }
