package org.posthouse.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.Account;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.FromRewrite;
import org.posthouse.account.MailboxLimits;
import org.posthouse.account.Role;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Rejected.Fault;

/// An account as the contract spells it.
final class AccountJson {
    /// What people may change of their own account.
    private static final Set<String> OWN = Set.of("password", "apop", "fromRewrite", "finger", "listed", "language", "timeZone");

    private AccountJson() { }

    /// Wishes laid over a plan.
    ///
    /// @param password in clear, when a new one is wanted
    record Wish(AccountPlan plan, Optional<String> password) { }

    static JsonObject of(Account a) {
        var json = Json.createObjectBuilder().add("id", a.id()).add("name", a.name()).add("addresses", Json.createArrayBuilder(a.addresses())).add("login", a.login());
        a.domain().map(Domain::name).ifPresentOrElse(d -> json.add("domain", d), () -> json.addNull("domain"));
        json.add("role", a.role().label()).add("locked", a.locked()).add("fromRewrite", a.fromRewrite().label())
                .add("maxMailboxBytes", a.limits().mailboxBytes()).add("maxMessages", a.limits().messages()).add("maxMessageBytes", a.limits().messageBytes())
                .add("expiryDays", a.expiryDays()).add("restrictions", Json.createArrayBuilder(a.restrictions())).add("finger", a.finger()).add("listed", a.listed())
                .add("language", a.language()).add("timeZone", a.timeZone()).add("apop", a.apop()).add("created", a.created().toString());
        a.lastSignIn().ifPresentOrElse(t -> json.add("lastSignIn", t.toString()), () -> json.addNull("lastSignIn"));
        a.trashed().ifPresentOrElse(t -> json.add("trashed", t.toString()), () -> json.addNull("trashed"));
        a.purgeDue().ifPresentOrElse(t -> json.add("purgeDue", t.toString()), () -> json.addNull("purgeDue"));
        return json.build();
    }

    /// @throws Refused 403 naming the fields that are the postmaster's
    static void allowed(Fields fields, Caller caller) {
        if (caller.isPostmaster()) return;
        var foreign = new ArrayList<Fault>();
        fields.names().stream().filter(f -> !OWN.contains(f)).sorted().forEach(f -> foreign.add(new Fault(f, "only a postmaster may change this")));
        if (!foreign.isEmpty()) throw Refused.forbidden("some fields are the postmaster's", foreign);
    }

    /// @throws org.posthouse.domain.Rejected INVALID with every field of a wrong type or name
    static Wish overlay(AccountPlan base, Fields f) {
        var name = f.text("name").orElse(base.name());
        var addresses = f.texts("addresses").orElse(base.addresses());
        var login = f.text("login").or(base::login);
        var role = f.choice("role", Role::of, "user, postmaster").orElse(base.role());
        boolean locked = f.flag("locked").orElse(base.locked());
        var rewrite = f.choice("fromRewrite", FromRewrite::of, "none, comment, quoted").orElse(base.fromRewrite());
        long mailboxBytes = f.number("maxMailboxBytes").orElse(base.limits().mailboxBytes());
        long messages = f.number("maxMessages").orElse(base.limits().messages());
        long messageBytes = f.number("maxMessageBytes").orElse(base.limits().messageBytes());
        long expiry = f.number("expiryDays").orElse((long) base.expiryDays());
        List<String> restrictions = f.texts("restrictions").orElse(base.restrictions());
        var finger = f.text("finger").orElse(base.finger());
        boolean listed = f.flag("listed").orElse(base.listed());
        var language = f.text("language").orElse(base.language());
        var zone = f.text("timeZone").orElse(base.timeZone());
        boolean apop = f.flag("apop").orElse(base.apop());
        var password = f.text("password");
        f.done();
        return new Wish(new AccountPlan(name, addresses, login, role, locked, rewrite, new MailboxLimits(mailboxBytes, messages, messageBytes),
                Math.clamp(expiry, -1, Integer.MAX_VALUE), restrictions, finger, listed, language, zone, apop), password);
    }
}
