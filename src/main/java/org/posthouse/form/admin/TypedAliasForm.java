package org.posthouse.form.admin;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// Where mail to an address that is no account goes.
@Form(id = "typed-alias", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.THING)
public record TypedAliasForm(
        @Field(card = "alias", kind = Kind.SHOWN) String address,
        AliasType type,
        @Field(card = "targets") @NotEmpty @Size(max = 10_000) List<String> targets) { }
