package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.gateway.RelayPlan.Asking;
import org.posthouse.routing.Route;

/// What holds for a domain whose mail is passed on.
///
/// @param days how long its mail is tried; 0 as other mail. It stands in the retry schedules
@Form(id = "relay-domain", who = Audience.POSTMASTER, scope = Scope.THING)
public record RelayDomainForm(
        @Field(card = "where", kind = Kind.SHOWN) String name,
        @Size(max = 300) String target,
        Route.Tls tls,
        @Field(card = "when") Route.Timing timing,
        @PositiveOrZero @Max(60) int days,
        @Field(card = "who") Asking asking,
        @Field(kind = Kind.FILE) String addresses,
        @Field(card = "calls") @Size(max = 100) List<String> callers,
        @Size(max = 100) List<String> accounts) { }
