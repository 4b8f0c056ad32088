package org.posthouse.form.user;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// What finger tells about somebody.
@Form(id = "finger", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT)
public record FingerForm(
        @Field(card = "text", kind = Kind.PARAGRAPHS) @Size(max = 2000) String finger,
        @Field(card = "preview", kind = Kind.SHOWN) String preview) { }
