package org.posthouse.form.owner;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;
import org.posthouse.list.Sight;

@Form(id = "list-archive", who = Audience.OWNER, scope = Scope.LIST)
public record ListArchiveForm(
        @Field(card = "archive") boolean kept,
        Sight seen,
        boolean masked,
        boolean robots) { }
