package org.posthouse.form.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.form.Secret;

/// An authenticator app beside the password.
@Form(id = "second-factor", who = Audience.SELF, scope = Scope.ACCOUNT, undoable = false)
public record SecondFactorForm(
        @Field(card = "app", kind = Kind.QR_CODE) String uri,
        @Field(kind = Kind.SHOWN) String secret,
        @Field(card = "proof", autocomplete = "one-time-code") @NotBlank @Size(max = 10) String code,
        @Field(autocomplete = "current-password") Secret current) { }
