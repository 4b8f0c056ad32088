package org.posthouse.form.owner;

import jakarta.validation.constraints.NotBlank;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// @param people as [org.posthouse.list.MemberTable] reads them
@Form(id = "list-add-members", who = Audience.OWNER, scope = Scope.LIST, undoable = false)
public record ListAddMembersForm(
        @Field(card = "people", kind = Kind.FILE) @NotBlank String people,
        @Field(card = "how") How how,
        MemberState state,
        boolean welcome) {
    public enum How {
        /// They are members at once.
        ADD,
        /// Each is asked, and is a member after saying so.
        INVITE
    }
}
