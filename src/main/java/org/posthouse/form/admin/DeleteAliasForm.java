package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Takes an alias away.
@Form(id = "delete-alias", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.THING, dangerous = true)
public record DeleteAliasForm() { }
