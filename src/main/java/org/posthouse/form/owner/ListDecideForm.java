package org.posthouse.form.owner;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// What becomes of a post or a wish to join that waits for an owner.
///
/// @param what it is, and why it waits
@Form(id = "list-decide", who = Audience.OWNER, scope = Scope.LIST, undoable = false)
public record ListDecideForm(
        @Field(card = "held", kind = Kind.SHOWN) String from,
        @Field(kind = Kind.SHOWN) String what,
        @Field(card = "decision") Decision decision,
        @Size(max = 2000) @Field(kind = Kind.PARAGRAPHS) String reason) {
    public enum Decision { APPROVE, TRUST, REJECT, DISCARD }
}
