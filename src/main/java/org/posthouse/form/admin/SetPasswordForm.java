package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;
import org.posthouse.form.Secret;

/// An administrator gives somebody a password.
@Form(id = "set-password", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.ACCOUNT)
public record SetPasswordForm(@Field(card = "password", autocomplete = "new-password") Secret password, @Field(autocomplete = "new-password") Secret again, boolean apop) { }
