package org.posthouse.form.user;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.account.FromRewrite;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// Who somebody is here, and how the house speaks to them. Names and addresses are the administrator's to change.
@Form(id = "own-account", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT)
public record OwnAccountForm(
        @Field(card = "you", kind = Kind.SHOWN) String name,
        @Field(kind = Kind.SHOWN) List<String> addresses,
        @Field(card = "speech", kind = Kind.PICK) @Size(max = 35) String language,
        @Field(kind = Kind.PICK) @Size(max = 64) String timeZone,
        @Field(card = "sender") FromRewrite fromRewrite) { }
