package org.posthouse.form.owner;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

@Form(id = "list-remove-member", who = Audience.OWNER, scope = Scope.LIST, dangerous = true, undoable = false)
public record ListRemoveMemberForm() { }
