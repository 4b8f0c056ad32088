package org.posthouse.form.user;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;
import org.posthouse.form.Secret;

/// Another password for oneself.
@Form(id = "password", who = Audience.SELF, scope = Scope.ACCOUNT, undoable = false)
public record PasswordForm(
        @Field(card = "now", autocomplete = "current-password") Secret current,
        @Field(card = "new", autocomplete = "new-password") Secret password,
        @Field(autocomplete = "new-password") Secret again) { }
