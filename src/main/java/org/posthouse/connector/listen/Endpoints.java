package org.posthouse.connector.listen;

import java.util.function.Function;
import org.posthouse.connector.api.MailIntake;
import org.posthouse.connector.api.Maildrop;
import org.posthouse.connector.api.SignIn;
import org.posthouse.connector.api.Turn;

/// The way up: one call into the house each, on the caller's thread. Never read from the network or wait for a disk inside `call`.
///
/// All of them throw [Overloaded] when the house has no room for another call, and [HouseFault] for whatever the house throws; nothing else.
public interface Endpoints {
    <R> R intake(Function<MailIntake, R> call);

    <R> R signIn(Function<SignIn, R> call);

    <R> R turn(Function<Turn, R> call);

    <R> R maildrop(Function<Maildrop, R> call);
}
