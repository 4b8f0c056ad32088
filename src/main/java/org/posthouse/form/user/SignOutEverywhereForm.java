package org.posthouse.form.user;

import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Ends whatever goes on in an account's name.
@Form(id = "sign-out-everywhere", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT, dangerous = true)
public record SignOutEverywhereForm(boolean programs) { }
