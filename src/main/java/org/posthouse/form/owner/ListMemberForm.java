package org.posthouse.form.owner;

import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.list.Digesting.Format;

/// A member as owners see it.
///
/// @param story since when, why delivery is off
@Form(id = "list-member", who = Audience.OWNER, scope = Scope.LIST)
public record ListMemberForm(
        @Field(card = "member", kind = Kind.SHOWN) String address,
        @Field(kind = Kind.SHOWN) String story,
        @Size(max = 200) String name,
        @Field(card = "mail") MemberState state,
        Format format,
        OwnLanguage language,
        @Field(card = "posts") boolean trusted,
        @Field(card = "bounces") @PositiveOrZero int bounceScore) { }
