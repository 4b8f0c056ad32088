package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Passes no more mail on to a domain.
@Form(id = "remove-relay-domain", who = Audience.POSTMASTER, scope = Scope.THING, dangerous = true)
public record RemoveRelayDomainForm() { }
