package org.posthouse.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Accounts;
import org.posthouse.account.NewPassword;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.database.UnitOfWork;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Password;
import org.posthouse.security.Passwords;

/// Accounts for tests, none of them twice.
@ApplicationScoped public class People {
    public static final String PASSWORD = "correct horse";

    @Inject Accounts accounts;
    @Inject UnitOfWork unitOfWork;
    @Inject Passwords passwords;
    @Inject KeyRing keys;
    @Inject SecureRandom random;

    private final AtomicInteger count = new AtomicInteger();
    private volatile NewPassword hashed;

    /// A new account in example.test that nobody else uses.
    public SignedIn somebody() {
        var address = "person" + count.incrementAndGet() + "@example.test";
        return new SignedIn(unitOfWork.call(() -> accounts.open(AccountPlan.of("Somebody", List.of(address)), Optional.of(password())).id()), address);
    }

    public void delete(SignedIn who) { unitOfWork.run(() -> accounts.delete(accounts.find(who.account()).orElseThrow())); }

    public SignedIn postmaster() { return new SignedIn(unitOfWork.call(() -> accounts.find("postmaster").orElseThrow().id()), "postmaster"); }

    /// One hash for all.
    private NewPassword password() {
        if (hashed == null && Password.prepare(PASSWORD) instanceof Password.Prepared.Good(var good)) hashed = NewPassword.of(good, passwords, keys, random);
        return hashed;
    }
}
