package org.posthouse.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/// Counts failed sign-ins by network and by login. An attempt counts as failed before its password is looked at, and is taken back when
/// it was right, so that guesses made in parallel all count. Whether a login exists makes no difference. Half of a count goes every five minutes.
public final class Failures {
    /// What the counts so far mean for an attempt.
    public sealed interface Standing {
        /// Go on; should it fail, answer after `delay`.
        record Listened(Duration delay) implements Standing { }

        /// This network guessed too often: do not even hash.
        record Shut(Duration delay) implements Standing { }
    }

    static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    static final Duration LAST_DELAY = Duration.ofSeconds(8);
    /// Above what a full [HashGate] of right passwords from one office can hold open at once.
    static final int NETWORK_LIMIT = 200;
    /// An office mistypes more often than a person.
    private static final int PEOPLE_PER_NETWORK = 4;
    private static final int MAX_LOGIN = 320;

    private final FadingCounts networks;
    private final FadingCounts logins;

    /// @param capacity networks, and as many logins, remembered at once
    public Failures(Clock clock, int capacity) {
        var halfLife = Duration.ofMinutes(5);
        networks = new FadingCounts(clock, halfLife, capacity);
        logins = new FadingCounts(clock, halfLife, capacity);
    }

    /// Counts an attempt. Loopback is never shut out, since the web face may live there; its guesses are delayed like any.
    ///
    /// @param login canonical, or as typed when it cannot be
    public Standing attempt(InetAddress client, String login) {
        double byNetwork = networks.add(network(client), 1);
        double byLogin = logins.add(cut(login), 1);
        boolean loopback = client.isLoopbackAddress();
        if (byNetwork > NETWORK_LIMIT && !loopback) return new Standing.Shut(LAST_DELAY);
        return new Standing.Listened(delay(Math.max(byLogin, loopback ? 0 : byNetwork / PEOPLE_PER_NETWORK) - 1));
    }

    /// The password was right: the login starts afresh, the network gets this one back (a guesser with an account of his own gains nothing).
    public void succeeded(InetAddress client, String login) {
        logins.forget(cut(login));
        networks.add(network(client), -1);
    }

    /// Nothing was compared, so nothing failed.
    public void abandoned(InetAddress client, String login) {
        logins.add(cut(login), -1);
        networks.add(network(client), -1);
    }

    int remembered() { return networks.size() + logins.size(); }

    private static Duration delay(double failuresBefore) {
        int doublings = (int) Math.clamp(Math.round(failuresBefore), 0L, 3L);
        return FIRST_DELAY.multipliedBy(1L << doublings);
    }

    /// An IPv4 address, or the /64 that one customer has (RFC 6177 §2).
    static String network(InetAddress client) {
        var octets = client.getAddress();
        return HexFormat.of().formatHex(client instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
    }

    private static String cut(String login) { return login.length() > MAX_LOGIN ? login.substring(0, MAX_LOGIN) : login; }
}
