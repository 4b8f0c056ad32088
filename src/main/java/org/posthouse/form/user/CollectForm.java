package org.posthouse.form.user;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.posthouse.collecting.CollectPlan;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.form.Secret;

/// A mailbox at a provider whose mail is fetched into an account here.
@Form(id = "collect", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.THING)
public record CollectForm(
        @Field(card = "to", kind = Kind.SHOWN) String account,
        @Field(card = "from") CollectPlan.Kind kind,
        @NotBlank @Size(max = 253) String host,
        @PositiveOrZero @Max(65_535) int port,
        CollectPlan.Security security,
        @NotBlank @Size(max = 320) String login,
        @Field(autocomplete = "off") Secret password,
        @Size(max = 255) String folder,
        @Field(card = "when") boolean active,
        int minutes,
        @Field(card = "what") int keepDays,
        @Field(kind = Kind.OCTETS) long mostBytes,
        @Field(who = Audience.POSTMASTER) CollectPlan.Field field) { }
