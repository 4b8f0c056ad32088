package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Closes a domain without accounts.
@Form(id = "delete-domain", who = Audience.POSTMASTER, scope = Scope.DOMAIN, dangerous = true)
public record DeleteDomainForm() { }
