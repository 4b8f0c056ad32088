package org.posthouse.form.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.posthouse.collecting.CollectPlan.Kind;
import org.posthouse.collecting.CollectPlan.Security;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;
import org.posthouse.form.Secret;

/// What it takes to fetch mail from a provider; the rest is on the mailbox's own form.
///
/// @param account empty for who fills it in
@Form(id = "new-collect", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.THING, creates = true)
public record NewCollectForm(
        @Field(card = "from") Kind kind,
        @NotBlank @Size(max = 253) String host,
        Security security,
        @NotBlank @Size(max = 320) String login,
        @Field(autocomplete = "off") Secret password,
        @Field(card = "to", kind = org.posthouse.form.Kind.ADDRESS, who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}) @Size(max = 320) String account) { }
