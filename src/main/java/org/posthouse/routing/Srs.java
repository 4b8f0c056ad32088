package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;
import org.posthouse.mime.LocalPart;
import org.posthouse.security.KeyRing;

/// Return addresses of mail that is sent on to other houses (the Sender Rewriting Scheme): `SRS0=mark=day=domain=local@here`. The next house looks whether this one may send for the domain it
/// sees (RFC 7208 §2.4), and a report comes back here and is passed on to the one who wrote. The mark is made by the key ring, so nobody else makes such addresses, and none is good for ever.
@ApplicationScoped @Priority(200) public class Srs implements Resolver {
    private static final String PURPOSE = "srs";
    private static final int MARK = 6;
    /// Longer than any report takes.
    private static final int DAYS = 30;
    private static final int ROUND = 1024;
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern ADDRESS = Pattern.compile("srs0[=+-]([a-z2-7]{6})=([a-z2-7]{2})=([^=]+)=(.+)", Pattern.CASE_INSENSITIVE);

    @Inject Tables tables;
    @Inject OwnNames names;
    @Inject KeyRing keys;
    @Inject Clock clock;

    /// The sender under which a message leaves that an address of this house has sent on.
    ///
    /// @param sender as it came, without brackets; empty for the null sender
    /// @param by     the address that sends it on
    public String sender(String sender, Address by) {
        var from = Addresses.read(sender);
        var domain = names.domain(by).or(() -> names.domains.local().first());
        if (from.isEmpty() || domain.isEmpty() || names.domain(from.get()).isPresent()) return sender;         // reports come back here already, or nobody gets any
        if (!tables.now().outgoing().getOrDefault(domain.get().id(), Outgoing.USUAL).rewrites()) return sender;
        return rewritten(from.get(), domain.get()).map(Address::toString).orElse(sender);
    }

    /// Empty when it would be longer than a local part may be (RFC 5321 §4.5.3.1.1): a return address that the next house refuses is worse than one that it doubts.
    private Optional<Address> rewritten(Address from, LocalDomain here) {
        var rest = day(today()) + "=" + from.domainKey() + "=" + from.local();
        var local = "SRS0=" + keys.mark(PURPOSE, signed(rest, here.name()), MARK) + "=" + rest;
        return LocalPart.valid(local) && from.domainKey().charAt(0) != '[' ? Optional.of(new Address(local, here.name())) : Optional.empty();
    }

    /// Back to the one who wrote.
    @Override public Optional<Found> find(Address address) {
        var local = address.local();
        if (local.length() < 16 || !local.regionMatches(true, 0, "SRS0", 0, 4) || names.domain(address).isEmpty()) return Optional.empty();
        var match = ADDRESS.matcher(local);
        if (!match.matches()) return Optional.empty();
        var day = match.group(2).toLowerCase(Locale.ROOT);
        if (!keys.marked(PURPOSE, signed(day + "=" + match.group(3) + "=" + match.group(4), address.domain()), match.group(1))) return Optional.empty();
        int age = Math.floorMod(today() - number(day), ROUND);
        var rule = Rule.of(Rule.Kind.RETURN, address.toString());
        if (age > DAYS) return Optional.of(new Found(rule, new Resolution.Stranded(address, "5.1.8", "This return address is too old")));
        return Optional.of(new Found(rule, new Resolution.Onward(List.of(new Address(match.group(4), match.group(3))))));
    }

    /// In lower case: a house on the way may have changed it.
    private static String signed(String rest, String here) { return (rest + "@" + here).toLowerCase(Locale.ROOT); }

    private int today() { return Math.floorMod((int) Duration.ofMillis(clock.millis()).toDays(), ROUND); }

    private static String day(int number) { return "" + DIGITS.charAt(number >> 5) + DIGITS.charAt(number & 31); }

    private static int number(String day) { return DIGITS.indexOf(day.charAt(0)) << 5 | DIGITS.indexOf(day.charAt(1)); }
}
