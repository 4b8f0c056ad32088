package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// How people may write the name they sign in with.
@Form(id = "login-names", who = Audience.POSTMASTER)
public record LoginNamesForm(@Field(card = "names") boolean bareFirst, @Size(max = 16) String separators) { }
