package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.posthouse.account.SignInDecision.Busy;
import org.posthouse.account.SignInDecision.Denied;
import org.posthouse.account.SignInDecision.Granted;
import org.posthouse.security.Apop;
import org.posthouse.security.Failures;
import org.posthouse.security.Failures.Standing;
import org.posthouse.security.HashGate;
import org.posthouse.security.HostNames;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Password;
import org.posthouse.security.Passwords;
import org.posthouse.security.VerifiedCache;

/// Decides every sign-in, of every protocol and face. An unknown name costs the same work as a wrong password: one hash, of a password that nobody has.
/// Names of clients are looked up only after the password was right, so that DNS tells strangers nothing either.
@ApplicationScoped public class SignInDesk {
    private static final System.Logger LOG = System.getLogger(SignInDesk.class.getName());

    @Inject Logins logins;
    @Inject Passwords passwords;
    @Inject HashGate gate;
    @Inject Failures failures;
    @Inject VerifiedCache verified;
    @Inject KeyRing keys;
    @Inject HostNames names;
    @Inject SignInNotes notes;
    @Inject SecureRandom random;

    private volatile String nobodysSecret = "";

    /// With a password in clear, which came over TLS or loopback. Takes up to ten seconds when many sign in at once, mostly 50 ms, microseconds for a password
    /// that was right within five minutes. Wants no transaction.
    public SignInDecision password(InetAddress client, String login, String typed) {
        var name = logins.canonical(login);
        if (!(Password.prepare(typed) instanceof Password.Prepared.Good(var password))) return denied(failures.attempt(client, name));
        var holder = logins.find(name);
        long account = holder.map(Holder::account).orElse(0L);
        var stored = holder.flatMap(Holder::password).orElse(passwords.nobody());
        if (verified.knows(account, stored, password)) return admits(holder.orElseThrow(), client) ? granted(holder.orElseThrow()) : denied(failures.attempt(client, name));
        var standing = failures.attempt(client, name);
        if (standing instanceof Standing.Shut) return denied(standing);
        var right = gate.atOnce(() -> passwords.verify(stored, password));
        if (right.isEmpty()) {
            failures.abandoned(client, name);
            return new Busy();
        }
        if (!right.get() || !holder.filter(h -> admits(h, client)).isPresent()) return denied(standing);
        failures.succeeded(client, name);
        verified.learn(account, stored, password);
        if (passwords.stale(stored)) notes.rehash(account, stored, password);
        return granted(holder.get());
    }

    /// With APOP (RFC 1939 §7), for accounts that have it on.
    ///
    /// @param banner the greeting's time stamp with its angle brackets
    /// @param digest 32 lower-case hex digits
    public SignInDecision apop(InetAddress client, String login, String banner, String digest) {
        var name = logins.canonical(login);
        var standing = failures.attempt(client, name);
        if (standing instanceof Standing.Shut) return denied(standing);
        var holder = logins.find(name);
        var secret = keys.open(NewPassword.APOP_PURPOSE, holder.flatMap(Holder::apop).orElseGet(this::nobodysSecret));
        boolean right = Apop.matches(banner, secret.orElse(""), digest) && secret.isPresent();
        if (!right || !holder.filter(h -> h.apop().isPresent() && admits(h, client)).isPresent()) return denied(standing);
        failures.succeeded(client, name);
        return granted(holder.get());
    }

    private boolean admits(Holder holder, InetAddress client) {
        boolean admitted = !holder.locked() && holder.from().admits(client, names);
        if (!admitted) LOG.log(Level.INFO, "sign-in=refused account={0} client={1} why={2}", Long.toString(holder.account()), client.getHostAddress(), holder.locked() ? "locked" : "restricted");
        return admitted;
    }

    private Granted granted(Holder holder) {
        notes.signedIn(holder.account());
        return new Granted(holder.account(), holder.address(), holder.role());
    }

    private static Denied denied(Standing standing) {
        return switch (standing) {
            case Standing.Listened(var delay) -> new Denied(delay);
            case Standing.Shut(var delay) -> new Denied(delay);
        };
    }

    /// Opened for accounts without APOP, to take the same time.
    private String nobodysSecret() {
        if (nobodysSecret.isEmpty()) {
            var octets = new byte[12];
            random.nextBytes(octets);
            nobodysSecret = keys.seal(NewPassword.APOP_PURPOSE, HexFormat.of().formatHex(octets));
        }
        return nobodysSecret;
    }
}
