package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Secret;

/// Who may do everything: the accounts in the delivery field of the account Postmaster.
@Form(id = "postmasters", who = Audience.POSTMASTER)
public record PostmastersForm(@Field(card = "postmasters") @Size(max = 100) List<String> forward, @Field(card = "password", autocomplete = "current-password") Secret ownPassword) { }
