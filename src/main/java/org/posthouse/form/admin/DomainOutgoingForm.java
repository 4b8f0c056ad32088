package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// How mail of a domain leaves.
@Form(id = "domain-outgoing", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.DOMAIN)
public record DomainOutgoingForm(
        @Field(card = "forwarded") boolean rewrites,
        @Field(card = "source", who = Audience.POSTMASTER) @Size(max = 45) String source4,
        @Field(who = Audience.POSTMASTER) @Size(max = 45) String source6) { }
