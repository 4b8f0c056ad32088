package org.posthouse.form.user;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;
import org.posthouse.form.Secret;

/// The password alone again: for oneself, or for somebody who lost the app and the codes.
@Form(id = "second-factor-off", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT, dangerous = true)
public record SecondFactorOffForm(@Field(autocomplete = "current-password") Secret current) { }
