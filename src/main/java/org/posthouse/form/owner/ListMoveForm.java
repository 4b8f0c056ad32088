package org.posthouse.form.owner;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// A member wants the list's mail at another address.
@Form(id = "list-move", who = Audience.SELF, scope = Scope.LIST, undoable = false)
public record ListMoveForm(
        @Field(card = "move", kind = Kind.SHOWN) String former,
        @Field(kind = Kind.ADDRESS) @NotBlank @Size(max = 320) String address) { }
