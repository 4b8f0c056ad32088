package org.posthouse.form.user;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Fetches no more mail from a provider.
@Form(id = "remove-collect", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.THING, dangerous = true)
public record RemoveCollectForm() { }
