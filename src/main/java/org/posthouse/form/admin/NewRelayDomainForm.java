package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// What it takes to pass mail on to a domain; the rest is on the domain's own form.
@Form(id = "new-relay-domain", who = Audience.POSTMASTER, scope = Scope.THING, creates = true)
public record NewRelayDomainForm(@Field(card = "where") @NotBlank @Size(max = 255) String name, @Size(max = 300) String target) { }
