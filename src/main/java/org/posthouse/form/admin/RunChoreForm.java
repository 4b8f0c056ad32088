package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Does a chore of housekeeping now; the key names it.
@Form(id = "run-chore", who = Audience.POSTMASTER, scope = Scope.THING, undoable = false)
public record RunChoreForm() { }
