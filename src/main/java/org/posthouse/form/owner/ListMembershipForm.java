package org.posthouse.form.owner;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.list.Digesting.Format;

/// One's own membership.
@Form(id = "list-membership", who = Audience.SELF, scope = Scope.LIST)
public record ListMembershipForm(
        @Field(card = "mail", kind = Kind.SHOWN) String address,
        MemberState state,
        Format format,
        @Field(card = "you") @Size(max = 200) String name,
        OwnLanguage language) { }
