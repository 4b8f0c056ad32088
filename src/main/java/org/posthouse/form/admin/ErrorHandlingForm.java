package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// What is done with mail that failed, by class of failures, and what reports bring along.
@Form(id = "error-handling", who = Audience.POSTMASTER)
public record ErrorHandlingForm(
        @Field(card = "elsewhere") Way unknown,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String unknownTo,
        Way refused,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String refusedTo,
        Way expired,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String expiredTo,
        @Field(card = "way") Way routing,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String routingTo,
        Way loop,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String loopTo,
        @Field(card = "here") Way local,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String localTo,
        @Field(card = "reports", kind = Kind.OCTETS) long returned,
        boolean copies,
        boolean strays) {
    public enum Way { RETURN, HOLD, REDIRECT }
}
