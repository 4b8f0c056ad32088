package org.posthouse.spf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.posthouse.dns.Answer;
import org.posthouse.dns.Dns;
import org.posthouse.spf.SpfRecord.Kind;
import org.posthouse.spf.SpfRecord.Malformed;

/// One evaluation of check_host() (RFC 7208 §4). Used once, by one thread.
public final class SpfCheck {
    private static final int MOST_LOOKUPS = 10;                          // RFC 7208 §4.6.4, as the three below
    private static final int MOST_VOID = 2;
    private static final int MOST_SERVERS = 10;
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 253;
    /// At least two labels (§4.3); not only those of hosts, for many records stand at `_spf`.
    private static final Pattern LABELS = Pattern.compile("[^.]{1,63}(\\.[^.]{1,63})+");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Dns dns;
    private final Clock clock;
    private final Instant deadline;
    private final InetAddress client;
    private final String local;
    private final String senderDomain;
    private final String helo;
    private final String receiver;
    private int lookups;
    private int voids;
    private List<String> names;

    /// Ends the evaluation with a result.
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1;
        private final transient SpfOutcome outcome;

        Ended(SpfOutcome outcome) {
            super(outcome.problem(), null, false, false);
            this.outcome = outcome;
        }
    }

    /// @param local        of the sender's address; empty for `postmaster` (§4.3)
    /// @param senderDomain of the sender's address in A-labels; for a null sender the HELO name (§2.4)
    /// @param helo         as the client called itself
    /// @param receiver     this house's name, for explanations
    public SpfCheck(Dns dns, Clock clock, InetAddress client, String local, String senderDomain, String helo, String receiver) {
        this.dns = dns;
        this.clock = clock;
        this.deadline = clock.instant().plus(PATIENCE);
        this.client = client;
        this.local = local.isEmpty() ? "postmaster" : local;
        this.senderDomain = senderDomain;
        this.helo = helo;
        this.receiver = receiver;
    }

    public SpfOutcome run() {
        try {
            return check(senderDomain, true);
        } catch (Ended ended) {
            return ended.outcome;
        }
    }

    /// @param explains a failure's words are looked for: not for included records (§6.2)
    private SpfOutcome check(String domain, boolean explains) throws Ended {
        if (!LABELS.matcher(domain).matches() || domain.length() > LONGEST_NAME) return SpfOutcome.of(SpfResult.NONE, "");           // §4.3
        var texts = switch (dns.txt(domain)) {
            case Answer.Found<String>(var values) -> values.stream().filter(SpfRecord::isOne).toList();
            case Answer.None<String> _ -> List.<String>of();
            case Answer.Trouble<String>(var text) -> throw new Ended(SpfOutcome.trouble(text));
        };
        if (texts.isEmpty()) return SpfOutcome.of(SpfResult.NONE, "");
        if (texts.size() > 1) throw new Ended(SpfOutcome.broken(domain + " has more than one record"));                    // §4.5
        try {
            return evaluate(domain, SpfRecord.read(texts.getFirst()), explains);
        } catch (Malformed broken) {
            throw new Ended(SpfOutcome.broken("the record of " + domain + ": " + broken.getMessage()));
        }
    }

    private SpfOutcome evaluate(String domain, SpfRecord record, boolean explains) throws Ended, Malformed {
        for (var mechanism : record.mechanisms()) {
            if (clock.instant().isAfter(deadline)) throw new Ended(SpfOutcome.trouble("the record of " + domain + " takes too long"));
            if (!fits(mechanism.kind(), domain)) continue;
            var words = explains && mechanism.qualifier() == SpfResult.FAIL ? record.exp().map(spec -> explanation(spec, domain)).orElse("") : "";
            return new SpfOutcome(mechanism.qualifier(), mechanism.text(), words, "");
        }
        if (record.redirect().isEmpty()) return SpfOutcome.of(SpfResult.NEUTRAL, "default");                               // §4.7
        lookup();
        var other = check(name(record.redirect().get(), domain), explains);
        if (other.result() == SpfResult.NONE) throw new Ended(SpfOutcome.broken("the record of " + domain + " redirects to nothing"));      // §6.1
        return other;
    }

    private boolean fits(Kind kind, String domain) throws Ended, Malformed {
        return switch (kind) {
            case Kind.All() -> true;
            case Kind.Network(var address, int bits) -> within(address, bits);
            case Kind.Include(var spec) -> included(name(spec, domain));
            case Kind.A(var spec, int bits4, int bits6) -> {
                lookup();
                yield atHost(spec.isEmpty() ? domain : name(spec, domain), bits4, bits6);
            }
            case Kind.Mx(var spec, int bits4, int bits6) -> {
                lookup();
                yield atMailServer(spec.isEmpty() ? domain : name(spec, domain), bits4, bits6);
            }
            case Kind.Exists(var spec) -> {
                lookup();
                yield !found(dns.ipv4(name(spec, domain))).isEmpty();                                                      // §5.7: A, also for IPv6
            }
            case Kind.Ptr(var spec) -> {
                lookup();
                var target = spec.isEmpty() ? domain : name(spec, domain);
                yield validated().stream().anyMatch(name -> below(name, target));
            }
        };
    }

    /// §5.2.
    private boolean included(String domain) throws Ended {
        lookup();
        return switch (check(domain, false).result()) {
            case PASS -> true;
            case FAIL, SOFTFAIL, NEUTRAL -> false;
            case NONE -> throw new Ended(SpfOutcome.broken("include of " + domain + ", which has no record"));
            case TEMPERROR, PERMERROR -> throw new IllegalStateException("these end the evaluation");
        };
    }

    private boolean atHost(String host, int bits4, int bits6) throws Ended { return found(addresses(host)).stream().anyMatch(address -> within(address, address instanceof Inet4Address ? bits4 : bits6)); }

    private boolean atMailServer(String domain, int bits4, int bits6) throws Ended {
        var servers = found(dns.mx(domain));
        if (servers.size() > MOST_SERVERS) throw new Ended(SpfOutcome.broken(domain + " has more than " + MOST_SERVERS + " mail servers"));
        for (var server : servers) if (!server.isNull() && atHost(server.host(), bits4, bits6)) return true;
        return false;
    }

    /// Of the client's family.
    private Answer<InetAddress> addresses(String host) { return client instanceof Inet4Address ? dns.ipv4(host) : dns.ipv6(host); }

    private <T> List<T> found(Answer<T> answer) throws Ended {
        return switch (answer) {
            case Answer.Found<T>(var values) -> values;
            case Answer.None<T> _ -> {
                if (++voids > MOST_VOID) throw new Ended(SpfOutcome.broken("more than " + MOST_VOID + " questions without an answer"));
                yield List.of();
            }
            case Answer.Trouble<T>(var text) -> throw new Ended(SpfOutcome.trouble(text));
        };
    }

    private void lookup() throws Ended { if (++lookups > MOST_LOOKUPS) throw new Ended(SpfOutcome.broken("more than " + MOST_LOOKUPS + " questions")); }

    /// Names of the client that lead back to it (§5.5). Trouble means there is none. Asked once, however often a record wants them.
    private List<String> validated() {
        if (names == null) names = dns.ptr(client).values().stream().limit(MOST_NAMES).takeWhile(_ -> clock.instant().isBefore(deadline)).filter(name -> addresses(name).values().contains(client)).toList();
        return names;
    }

    private static boolean below(String name, String upper) { return name.equalsIgnoreCase(upper) || name.toLowerCase(java.util.Locale.ROOT).endsWith("." + upper.toLowerCase(java.util.Locale.ROOT)); }

    private boolean within(InetAddress network, int bits) {
        var mine = client.getAddress();
        var theirs = network.getAddress();
        return mine.length == theirs.length && IntStream.range(0, bits).allMatch(bit -> ((mine[bit / 8] ^ theirs[bit / 8]) & 0x80 >> bit % 8) == 0);
    }

    /// A domain-spec with its macros expanded; one that is too long loses labels at the left (§7.3).
    private String name(String spec, String domain) throws Malformed {
        var name = Macros.expand(spec, values(domain), false);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        while (name.length() > LONGEST_NAME) {
            int dot = name.indexOf('.');
            if (dot < 0) throw new Malformed("a name that is too long");
            name = name.substring(dot + 1);
        }
        return name;
    }

    /// Empty when anything about it is wrong (§6.2).
    private String explanation(String spec, String domain) {
        try {
            var texts = dns.txt(name(spec, domain)).values();
            return texts.size() == 1 ? Macros.expand(texts.getFirst(), values(domain), true) : "";
        } catch (Malformed unreadable) {
            return "";
        }
    }

    private Macros.Values values(String domain) {
        return letter -> switch (letter) {
            case 's' -> local + "@" + senderDomain;
            case 'l' -> local;
            case 'o' -> senderDomain;
            case 'd' -> domain;
            case 'i' -> dotted();
            case 'p' -> validatedName(domain);
            case 'v' -> client instanceof Inet4Address ? "in-addr" : "ip6";
            case 'h' -> helo;
            case 'c' -> client.getHostAddress();
            case 'r' -> receiver;
            case 't' -> Long.toString(clock.instant().getEpochSecond());
            default -> throw new IllegalArgumentException("macro letter " + letter);
        };
    }

    /// §7.3: an IPv6 address as its nibbles.
    private String dotted() {
        if (client instanceof Inet4Address) return client.getHostAddress();
        var nibbles = new StringBuilder();
        for (byte octet : client.getAddress()) nibbles.append(nibbles.isEmpty() ? "" : ".").append(Character.forDigit(octet >> 4 & 15, 16)).append('.').append(Character.forDigit(octet & 15, 16));
        return nibbles.toString();
    }

    /// §7.3: the domain itself, else a name below it, else any.
    private String validatedName(String domain) {
        Function<java.util.function.Predicate<String>, Optional<String>> first = wanted -> validated().stream().filter(wanted).findFirst();
        return first.apply(name -> name.equalsIgnoreCase(domain)).or(() -> first.apply(name -> below(name, domain))).or(() -> first.apply(_ -> true)).orElse("unknown");
    }
}
