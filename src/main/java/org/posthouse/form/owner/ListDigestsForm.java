package org.posthouse.form.owner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.DayOfWeek;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.list.Digesting.Every;
import org.posthouse.list.Digesting.Format;

@Form(id = "list-digests", who = Audience.OWNER, scope = Scope.LIST)
public record ListDigestsForm(
        @Field(card = "time") Every every,
        @PositiveOrZero @Max(23) int hour,
        DayOfWeek weekday,
        @Field(card = "sooner") @PositiveOrZero @Max(1000) int messages,
        @Field(kind = Kind.OCTETS) @PositiveOrZero long octets,
        @Field(card = "format") Format format) { }
