package org.posthouse.form.admin;

import jakarta.validation.constraints.PositiveOrZero;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// What people may do with their own mail, and who is asked first.
@Form(id = "own-mail", who = Audience.POSTMASTER)
public record OwnMailForm(@Field(card = "forward") boolean asks, boolean asksAdministrators, @Field(card = "scripts") boolean editHeader, @PositiveOrZero long redirects) { }
