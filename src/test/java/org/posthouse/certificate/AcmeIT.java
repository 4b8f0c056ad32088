package org.posthouse.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.certificate.Acme.Outcome;
import org.posthouse.certificate.Acme.Problem;

/// Whole rounds with a real authority: account, order, challenge over HTTP, certificate.
class AcmeIT {
    @TempDir Path home;
    private final Acme acme = new Acme();
    private final List<String> asked = new ArrayList<>();
    private volatile boolean away;
    private Pebble pebble;

    @BeforeEach void start() throws Exception {
        assumeTrue(Pebble.isInstalled(), "the package pebble is not installed");
        acme.challenges = new Challenges();
        acme.random = new SecureRandom();
        Files.createDirectories(home.resolve("config"));
        pebble = new Pebble(Files.createDirectory(home.resolve("pebble")), token -> {
            asked.add(token);
            return away ? null : acme.challenges.answer(token).orElse(null);
        });
        var settings = Map.of("posthouse.home", home.toString(), "posthouse.acme.ca", pebble.trusted().toString());
        acme.config = (Config) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Config.class}, (_, _, arguments) -> Optional.ofNullable(settings.get((String) arguments[0])));
    }

    @AfterEach void stop() throws Exception {
        if (pebble != null) pebble.close();
    }

    private AcmePlan plan(String contact, String... names) { return new AcmePlan(true, pebble.directory(), contact, true, List.of(names)); }

    private ServerCertificate made(AcmePlan plan) { return assertInstanceOf(Outcome.Done.class, acme.obtain(plan), () -> asked.toString()).certificate(); }

    private static Outcome.Failed failed(Outcome outcome) { return assertInstanceOf(Outcome.Failed.class, outcome); }

    @Test void aRoundEndsWithACertificateThatListenersShow() throws Exception {
        var made = made(plan("hostmaster@example.test", "mail.example.test", "mail.example.org"));
        assertEquals(List.of("mail.example.test", "mail.example.org").stream().sorted().toList(), made.hosts().stream().sorted().toList());
        assertTrue(made.chain().size() >= 2, "with the authority's own");
        assertEquals(2, asked.stream().distinct().count());
        assertTrue(asked.stream().allMatch(token -> acme.challenges.answer(token).isEmpty()), "nothing is answered any more");
        assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("config/acme-account.pem"))));

        var set = new Certificates(Clock.systemUTC(), new SecureRandom());
        set.open(home.resolve("config"), "mail.example.test");
        set.put(made);
        assertEquals(Certificates.ACME, set.shownFor("mail.example.org").orElseThrow().name());
        assertTrue(set.trustedFor("mail.example.test"));
    }

    @Test void aRenewalHasANewKeyAndTheSameAccount() throws Exception {
        var first = made(plan("", "mail.example.test"));
        var account = Files.readString(home.resolve("config/acme-account.pem"));
        var second = made(plan("somebody@example.test", "mail.example.test"));
        assertNotEquals(first.own().getPublicKey(), second.own().getPublicKey());
        assertEquals(account, Files.readString(home.resolve("config/acme-account.pem")));
    }

    @Test void aNameThatLeadsElsewhereIsToldByName() {
        away = true;
        var failed = failed(acme.obtain(plan("", "mail.example.test")));
        assertEquals(Problem.NAME_REFUSED, failed.problem());
        assertEquals("mail.example.test", failed.name());
        assertTrue(failed.detail().contains("404"), failed::detail);
        assertTrue(asked.stream().allMatch(token -> acme.challenges.answer(token).isEmpty()));
    }

    @Test void whatTheAuthorityRefusesIsToldInItsWords() {
        var noTerms = failed(acme.obtain(new AcmePlan(true, pebble.directory(), "", false, List.of("mail.example.test"))));
        assertTrue(noTerms.problem() == Problem.REFUSED || noTerms.problem() == Problem.TERMS, noTerms::toString);
        assertTrue(noTerms.detail().toLowerCase().contains("terms"), noTerms::detail);
        var blocked = failed(acme.obtain(plan("", "blocked-domain.example")));
        assertEquals(Problem.REFUSED, blocked.problem(), blocked::toString);
    }

    @Test void anAuthorityThatIsDownIsNoFaultOfOurs() throws Exception {
        pebble.stop();
        var before = Instant.now();
        assertEquals(Problem.UNREACHABLE, failed(acme.obtain(plan("", "mail.example.test"))).problem());
        assertTrue(Instant.now().isBefore(before.plusSeconds(30)));
    }

    @Test void anAuthorityThatNobodyVouchesForIsNotTrusted() {
        acme.config = (Config) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Config.class}, (_, _, arguments) -> Optional.ofNullable(arguments[0].equals("posthouse.home") ? home.toString() : null));
        var failed = failed(acme.obtain(plan("", "mail.example.test")));
        assertEquals(Problem.UNREACHABLE, failed.problem());
        assertTrue(failed.detail().contains("certification path"), failed::detail);
    }
}
