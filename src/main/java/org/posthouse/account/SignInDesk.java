package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.posthouse.account.SignInDecision.Busy;
import org.posthouse.account.SignInDecision.Denied;
import org.posthouse.account.SignInDecision.Granted;
import org.posthouse.account.SignInDecision.Half;
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
    @Inject People people;
    @Inject IssuedSecrets secrets;
    @Inject SignInLog log;
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
    ///
    /// Mail programs may use an app password instead. Where a second factor guards the account, they must, and the API takes its tokens only.
    public SignInDecision password(Door door, InetAddress client, String login, String typed) {
        var name = logins.canonical(login);
        var holder = logins.find(name);
        return noted(door, client, holder, judge(door, client, name, holder, typed));
    }

    /// The own password again, before something that others must not do at an unlocked screen; never [SignInDecision.Half].
    public SignInDecision confirm(InetAddress client, long account, String typed) {
        var name = people.find(account).map(p -> logins.canonical(p.address())).orElse("");
        var holder = logins.find(name);
        var decision = judge(Door.WEB, client, name, holder, typed);
        return decision instanceof Half ? granted(holder.orElseThrow()) : decision;
    }

    /// With a token of the API. Unguessable, so nothing is counted or delayed but by the caller's own wish.
    public SignInDecision token(InetAddress client, String token) {
        var bearer = secrets.bearer(token);
        var holder = bearer.flatMap(b -> people.find(b.account())).flatMap(p -> logins.find(logins.canonical(p.address())));
        if (holder.isEmpty() || !admits(holder.get(), client)) return denied(failures.attempt(client, "api-token"));
        notes.used(bearer.get().id());
        return noted(Door.API, client, holder, granted(holder.get()));
    }

    /// After [SignInDecision.Half], when the second factor was looked at too.
    public SignInDecision second(InetAddress client, long account, boolean right) {
        var name = people.find(account).map(p -> logins.canonical(p.address())).orElse("");
        var holder = logins.find(name);
        var standing = failures.attempt(client, name);
        if (standing instanceof Standing.Shut || !right || !holder.filter(h -> admits(h, client)).isPresent()) return noted(Door.WEB, client, holder, denied(standing));
        failures.succeeded(client, name);
        return noted(Door.WEB, client, holder, granted(holder.get()));
    }

    private SignInDecision judge(Door door, InetAddress client, String name, Optional<Holder> holder, String typed) {
        if (door.isForPrograms() && holder.isPresent()) {
            var id = IssuedSecrets.appPassword(typed).map(holder.get().appPasswords()::get);
            if (id.isPresent()) {
                if (!admits(holder.get(), client)) return denied(failures.attempt(client, name));
                notes.used(id.get());
                return granted(holder.get());
            }
        }
        if (!(Password.prepare(typed) instanceof Password.Prepared.Good(var password))) return denied(failures.attempt(client, name));
        long account = holder.map(Holder::account).orElse(0L);
        var stored = holder.flatMap(Holder::password).orElse(passwords.nobody());
        if (verified.knows(account, stored, password)) return suffices(door, holder.orElseThrow(), client) ? through(door, holder.orElseThrow()) : denied(failures.attempt(client, name));
        var standing = failures.attempt(client, name);
        if (standing instanceof Standing.Shut) return denied(standing);
        var right = gate.atOnce(() -> passwords.verify(stored, password));
        if (right.isEmpty()) {
            failures.abandoned(client, name);
            return new Busy();
        }
        if (!right.get() || !holder.filter(h -> suffices(door, h, client)).isPresent()) return denied(standing);
        failures.succeeded(client, name);
        verified.learn(account, stored, password);
        if (passwords.stale(stored)) notes.rehash(account, stored, password);
        return through(door, holder.get());
    }

    /// With APOP (RFC 1939 §7), for accounts that have it on.
    ///
    /// @param banner the greeting's time stamp with its angle brackets
    /// @param digest 32 lower-case hex digits
    public SignInDecision apop(Door door, InetAddress client, String login, String banner, String digest) {
        var name = logins.canonical(login);
        var holder = logins.find(name);
        return noted(door, client, holder, judgeApop(door, client, name, holder, banner, digest));
    }

    private SignInDecision judgeApop(Door door, InetAddress client, String name, Optional<Holder> holder, String banner, String digest) {
        var standing = failures.attempt(client, name);
        if (standing instanceof Standing.Shut) return denied(standing);
        var secret = keys.open(NewPassword.APOP_PURPOSE, holder.flatMap(Holder::apop).orElseGet(this::nobodysSecret));
        boolean right = Apop.matches(banner, secret.orElse(""), digest) && secret.isPresent();
        if (!right || !holder.filter(h -> h.apop().isPresent() && suffices(door, h, client)).isPresent()) return denied(standing);
        failures.succeeded(client, name);
        return granted(holder.get());
    }

    /// The password alone, which was right.
    private boolean suffices(Door door, Holder holder, InetAddress client) {
        boolean asks = holder.secondFactor() && door != Door.WEB;
        if (asks) LOG.log(Level.INFO, "sign-in=refused account={0} client={1} door={2} why=second-factor", Long.toString(holder.account()), client.getHostAddress(), door.label());
        return !asks && admits(holder, client);
    }

    private SignInDecision through(Door door, Holder holder) { return door == Door.WEB && holder.secondFactor() ? new Half(holder.account(), holder.address()) : granted(holder); }

    private SignInDecision noted(Door door, InetAddress client, Optional<Holder> holder, SignInDecision decision) {
        if (decision instanceof Granted || decision instanceof Denied) holder.ifPresent(h -> log.note(h.account(), door, client, decision instanceof Granted));
        return decision;
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
