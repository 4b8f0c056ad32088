package org.posthouse.form.user;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// An app password that is good no more.
@Form(id = "revoke-app-password", who = Audience.SELF, scope = Scope.THING, dangerous = true)
public record RevokeAppPasswordForm(@Field(kind = Kind.SHOWN) String name, @Field(kind = Kind.SHOWN) String created) { }
