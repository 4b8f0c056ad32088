package org.posthouse.account;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import org.posthouse.domain.LocalDomains;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.security.AccessList;

/// An [AccountPlan] whose every field can be stored as it is; what other accounts have to do with it is not yet asked.
record CheckedPlan(String name, List<LocalAddress> addresses, String login, Role role, boolean locked, FromRewrite fromRewrite, MailboxLimits limits, int expiryDays,
                   List<String> restrictions, String finger, boolean listed, String language, String timeZone, boolean apop) {
    static final int MAX_ADDRESSES = 100;
    static final int MAX_RESTRICTIONS = 100;
    private static final int MAX_NAME = 255;
    private static final int MAX_LOGIN = 64;
    private static final int MAX_FINGER = 2000;
    private static final int MAX_EXPIRY = 36_500;

    /// @throws Rejected with all faults at once
    static CheckedPlan of(AccountPlan plan, LocalDomains domains) {
        var faults = new ArrayList<Fault>();
        var name = plan.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME || controls(name)) faults.add(new Fault("name", "must have 1 to {0} printable characters", MAX_NAME));
        var addresses = addresses(plan, domains, faults);
        var login = plan.login().map(l -> l.strip().toLowerCase(Locale.ROOT)).filter(l -> !l.isEmpty())
                .orElseGet(() -> addresses.isEmpty() ? "none" : addresses.getFirst().defaultLogin());
        if (login.length() > MAX_LOGIN || login.contains("@") || controls(login) || login.chars().anyMatch(Character::isWhitespace))
            faults.add(new Fault("login", "must have 1 to {0} characters, no spaces and no @", MAX_LOGIN));
        if (Reserved.of(login).isPresent()) faults.add(new Fault("login", "{0} is reserved for the house", LocalAddress.quoted(login)));
        var restrictions = restrictions(plan, faults);
        common(plan, faults);
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new CheckedPlan(name, addresses, login, plan.role(), plan.locked(), plan.fromRewrite(), plan.limits(), plan.expiryDays(), restrictions,
                plan.finger(), plan.listed(), plan.language(), plan.timeZone(), plan.apop());
    }

    /// A reserved account keeps its name, addresses, login, role, and Postmaster cannot be locked out.
    static CheckedPlan ofReserved(AccountPlan plan, Account account) {
        var faults = new ArrayList<Fault>();
        var now = account.plan();
        if (!plan.addresses().equals(now.addresses())) faults.add(new Fault("addresses", "cannot be changed for a reserved account"));
        if (!plan.login().orElse(now.login().orElseThrow()).equals(now.login().orElseThrow())) faults.add(new Fault("login", "cannot be changed for a reserved account"));
        if (plan.role() != now.role()) faults.add(new Fault("role", "cannot be changed for a reserved account"));
        if (plan.locked()) faults.add(new Fault("locked", "a reserved account cannot be locked"));
        var name = plan.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME || controls(name)) faults.add(new Fault("name", "must have 1 to {0} printable characters", MAX_NAME));
        var restrictions = restrictions(plan, faults);
        common(plan, faults);
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new CheckedPlan(name, List.of(), account.login(), account.role(), false, plan.fromRewrite(), plan.limits(), plan.expiryDays(), restrictions,
                plan.finger(), plan.listed(), plan.language(), plan.timeZone(), plan.apop());
    }

    private static List<LocalAddress> addresses(AccountPlan plan, LocalDomains domains, List<Fault> faults) {
        if (plan.addresses().isEmpty()) faults.add(new Fault("addresses", "at least one is needed"));
        if (plan.addresses().size() > MAX_ADDRESSES) faults.add(new Fault("addresses", "at most {0}", MAX_ADDRESSES));
        var parsed = new ArrayList<LocalAddress>();
        var keys = new HashSet<String>();
        for (var text : plan.addresses().stream().limit(MAX_ADDRESSES).toList()) {
            try {
                var address = LocalAddress.parse("addresses", text, domains);
                if (keys.add(address.key())) parsed.add(address);
                else faults.add(new Fault("addresses", "{0} stands there twice", LocalAddress.quoted(text)));
            } catch (Rejected bad) {
                faults.addAll(bad.faults());
            }
        }
        return parsed;
    }

    private static List<String> restrictions(AccountPlan plan, List<Fault> faults) {
        if (plan.restrictions().size() > MAX_RESTRICTIONS) faults.add(new Fault("restrictions", "at most {0}", MAX_RESTRICTIONS));
        var canonical = new ArrayList<String>();
        for (var line : plan.restrictions().stream().limit(MAX_RESTRICTIONS).toList())
            AccessList.entry(line).map(AccessList.Entry::text).ifPresentOrElse(canonical::add,
                    () -> faults.add(new Fault("restrictions", "{0} is neither a network nor a domain", LocalAddress.quoted(line))));
        return canonical.stream().distinct().toList();
    }

    static void common(AccountPlan plan, List<Fault> faults) {
        if (plan.expiryDays() < 0 || plan.expiryDays() > MAX_EXPIRY) faults.add(new Fault("expiryDays", "must be 0 (never) to {0}", MAX_EXPIRY));
        if (plan.finger().length() > MAX_FINGER) faults.add(new Fault("finger", "at most {0} characters", MAX_FINGER));
        if (!language(plan.language())) faults.add(new Fault("language", "not a language tag"));
        if (!zone(plan.timeZone())) faults.add(new Fault("timeZone", "not a time zone, such as Asia/Tokyo"));
    }

    private static boolean language(String tag) {
        if (tag.isEmpty()) return true;
        if (tag.length() > 35) return false;                             // RFC 5646 §4.4.1
        try {
            new Locale.Builder().setLanguageTag(tag);
            return true;
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private static boolean zone(String name) {
        if (name.isEmpty()) return true;
        try {
            return name.length() <= 64 && ZoneId.of(name) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean controls(String text) { return text.codePoints().anyMatch(Character::isISOControl); }
}
