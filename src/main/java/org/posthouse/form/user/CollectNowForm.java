package org.posthouse.form.user;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Fetches now what is there.
@Form(id = "collect-now", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.THING, undoable = false)
public record CollectNowForm() { }
