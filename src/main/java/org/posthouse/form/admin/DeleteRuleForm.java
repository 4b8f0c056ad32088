package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Takes a rule away.
@Form(id = "delete-rule", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.THING, dangerous = true, undoable = false)
public record DeleteRuleForm() { }
