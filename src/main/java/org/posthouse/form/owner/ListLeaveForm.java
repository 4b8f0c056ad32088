package org.posthouse.form.owner;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

@Form(id = "list-leave", who = Audience.SELF, scope = Scope.LIST, dangerous = true, undoable = false)
public record ListLeaveForm() { }
