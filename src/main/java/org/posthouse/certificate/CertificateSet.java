package org.posthouse.certificate;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// All certificates at one moment.
///
/// @param hostname  of the house, for clients that name no host or an unknown one
/// @param all       the default among them, by name
/// @param unusable  files that hold no certificate with its key
/// @param leaving   those of the set before, for handshakes that have chosen and not read yet
record CertificateSet(String hostname, List<ServerCertificate> all, List<String> unusable, List<ServerCertificate> leaving, InstantSource clock) {
    static final String DEFAULT = "default";

    CertificateSet {
        all = List.copyOf(all);
        unusable = List.copyOf(unusable);
        leaving = List.copyOf(leaving);
    }

    /// Those to show to a client that asks for a host, best first: for exactly that name, by wildcard, one that is over, for the name of the house, the default. None of a later rank stands beside
    /// one of an earlier, so that a key of the right kind never brings the wrong name.
    ///
    /// @param host in lower case; empty when the client names none
    List<ServerCertificate> choose(Optional<String> host) {
        return Stream.of(host.stream().flatMap(this::ranks), ranks(hostname), Stream.of(ranked(c -> c.name().equals(DEFAULT)), all)).flatMap(ranks -> ranks).filter(rank -> !rank.isEmpty())
                .findFirst().orElse(List.of());
    }

    private Stream<List<ServerCertificate>> ranks(String name) {
        return Stream.of(ranked(c -> c.exactly(name) && current(c)), ranked(c -> c.byWildcard(name) && current(c)), ranked(c -> c.covers(name)));
    }

    private boolean current(ServerCertificate certificate) { return certificate.validAt(clock.instant()); }

    private List<ServerCertificate> ranked(Predicate<ServerCertificate> which) {
        return all.stream().filter(which).sorted(Comparator.comparing(ServerCertificate::selfSigned).thenComparing(Comparator.comparing(ServerCertificate::until).reversed())).toList();
    }

    Optional<ServerCertificate> named(String name) { return all.stream().filter(c -> c.name().equals(name)).findFirst(); }

    /// The best one for a host, if programs would accept it there: signed by another, and in its time.
    Optional<ServerCertificate> trustedFor(String host) { return choose(Optional.of(host)).stream().filter(c -> c.covers(host) && !c.selfSigned() && current(c)).findFirst(); }

    Optional<ServerCertificate> byAlias(String alias) { return Stream.concat(all.stream(), leaving.stream()).filter(c -> alias(c).equals(alias)).findFirst(); }

    /// Another after each renewal: what a handshake has chosen keeps its key, even when the set is swapped before it reads it.
    static String alias(ServerCertificate certificate) { return certificate.name() + "/" + certificate.fingerprint().substring(0, 16); }

    CertificateSet without(String name) { return with(all.stream().filter(c -> !c.name().equals(name)).toList(), unusable); }

    CertificateSet with(Collection<ServerCertificate> now, List<String> damaged) {
        var sorted = new ArrayList<>(now);
        sorted.sort(Comparator.comparing((ServerCertificate c) -> c.name().equals(DEFAULT)).thenComparing(ServerCertificate::name));
        return new CertificateSet(hostname, sorted, damaged, all, clock);
    }
}
