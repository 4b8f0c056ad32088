package org.posthouse.form.owner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

@Form(id = "list-bounces", who = Audience.OWNER, scope = Scope.LIST)
public record ListBouncesForm(
        @Field(card = "bounces") boolean watched,
        @Positive @Max(1000) int warning,
        @Positive @Max(1000) int limit,
        @Positive @Max(365) int days) { }
