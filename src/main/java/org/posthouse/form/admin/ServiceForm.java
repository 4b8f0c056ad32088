package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// Where a service listens, and what holds for it alone; the key is its label, such as `smtp`.
///
/// @param port        0 takes any free one
/// @param connections 0 = no limit of its own
/// @param idleSeconds 0 = as the limits of all services say
@Form(id = "service", who = Audience.POSTMASTER, scope = Scope.THING)
public record ServiceForm(
        @Field(card = "place") boolean on,
        @Min(0) @Max(65_535) int port,
        @NotEmpty @Size(max = 20) List<String> addresses,
        @Field(card = "limits") @Min(0) @Max(1_000_000) int connections,
        @Min(0) @Max(3600) int idleSeconds,
        boolean tlsToSignIn) { }
