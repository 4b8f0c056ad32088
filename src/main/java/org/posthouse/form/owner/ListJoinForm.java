package org.posthouse.form.owner;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// Somebody who is signed in joins a list with an address of their own.
@Form(id = "list-join", who = Audience.SELF, scope = Scope.LIST, undoable = false)
public record ListJoinForm(
        @Field(card = "join", kind = Kind.ADDRESS) @Size(max = 320) String address,
        MemberState state,
        @Size(max = 200) String name) { }
