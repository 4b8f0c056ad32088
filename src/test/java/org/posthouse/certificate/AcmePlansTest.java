package org.posthouse.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.certificate.Acme.Outcome;
import org.posthouse.certificate.Acme.Problem;
import org.posthouse.domain.Rejected;

class AcmePlansTest {
    private static final String DIRECTORY = "https://acme.example.test/directory";
    private static final AcmePlan PLAN = new AcmePlan(true, DIRECTORY, "me@example.test", true, List.of("mail.example.test"));
    private static final TestAuthority AUTHORITY = new TestAuthority();

    private final AcmePlans plans = new AcmePlans();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private EntityManagerFactory factory;
    private EntityManager database;

    @BeforeEach void open() throws Exception {
        var url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";
        try (var connection = DriverManager.getConnection(url, "root", ""); var statement = connection.createStatement()) {
            for (var file : List.of("V0180__acme.sql", "V0181__acme_row.sql"))
                try (var in = getClass().getResourceAsStream("/db/migration/" + file)) {
                    statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
        }
        factory = new Configuration().setProperty("hibernate.connection.url", url).setProperty("hibernate.connection.username", "root").setProperty("hibernate.connection.password", "")
                .setProperty("hibernate.jdbc.time_zone", "UTC").addAnnotatedClass(AcmeRow.class).buildSessionFactory();
        database = factory.createEntityManager();
        database.getTransaction().begin();
        plans.database = database;
        plans.random = new SecureRandom();
        plans.clock = new Clock() {
            @Override public ZoneId getZone() { return ZoneOffset.UTC; }

            @Override public Clock withZone(ZoneId zone) { return this; }

            @Override public Instant instant() { return now; }
        };
    }

    @AfterEach void close() {
        database.close();
        factory.close();
    }

    private AcmeState stored() {
        database.flush();
        database.clear();
        return plans.state();
    }

    private static ServerCertificate certificate(Instant until, String... names) {
        var issued = AUTHORITY.issue(until, names);
        return ServerCertificate.of(Certificates.ACME, AUTHORITY.chain(issued), issued.keys().getPrivate());
    }

    private static Outcome failure(Optional<Instant> notBefore) { return new Outcome.Failed(Problem.NAME_REFUSED, "mail.example.test", "404", notBefore); }

    @Test void aHouseComesWithLetsEncryptSwitchedOff() {
        var state = stored();
        assertEquals(new AcmePlan(false, "https://acme-v02.api.letsencrypt.org/directory", "", false, List.of()), state.plan());
        assertEquals(Optional.empty(), state.due(Optional.empty()));
    }

    @Test void aNewPlanIsTriedAtOnceAndAFailureWaitsLongerEachTime() {
        plans.change(PLAN);
        assertEquals(Optional.of(Instant.EPOCH), stored().due(Optional.empty()));
        for (int failures = 1; failures <= 12; failures++) {
            plans.begun();
            assertTrue(stored().due(Optional.empty()).orElseThrow().isAfter(now), "a crash in the middle counts");
            plans.ended(failure(Optional.empty()));
            var state = stored();
            assertEquals(failures, state.failures());
            var pause = Duration.between(now, state.due(Optional.empty()).orElseThrow());
            var middle = Math.min(15L << (failures - 1), 24 * 60);
            assertTrue(pause.toMinutes() >= middle * 0.79 && pause.toMinutes() <= middle * 1.21, failures + " failures, " + pause);
            now = now.plus(pause);
        }
        assertEquals("404", stored().problem().orElseThrow().detail());
        plans.change(new AcmePlan(true, DIRECTORY, "other@example.test", true, List.of("mail.example.test")));
        assertEquals(0, stored().failures());
        assertEquals(Optional.of(Instant.EPOCH), stored().due(Optional.empty()), "what went wrong may be what was changed");
    }

    @Test void theAuthoritySaysWhenToComeBack() {
        plans.change(PLAN);
        var later = now.plus(Duration.ofDays(3));
        plans.ended(failure(Optional.of(later)));
        assertEquals(Optional.of(later), stored().due(Optional.empty()));
    }

    /// A certificate of 90 days is renewed when about 30 are left, a little sooner by chance, and at once when a name is missing in it.
    @Test void renewalComesWithAThirdOfItsLifeLeft() {
        plans.change(PLAN);
        plans.ended(new Outcome.Done(certificate(now.plus(Duration.ofDays(90)), "mail.example.test")));
        now = now.plus(Duration.ofHours(2));
        for (int each = 0; each < 20; each++) {
            var current = certificate(now.plus(Duration.ofDays(90)), "mail.example.test");
            var left = Duration.between(stored().due(Optional.of(current)).orElseThrow(), current.until());
            assertTrue(left.toDays() >= 30 && left.toDays() <= 33, left::toString);
        }
        assertTrue(stored().due(Optional.of(certificate(now.plus(Duration.ofDays(90)), "other.example.test"))).orElseThrow().isBefore(now));
    }

    @Test void whateverTheCertificateSaysNobodyIsAskedTwiceAnHour() {
        plans.change(PLAN);
        plans.ended(new Outcome.Done(certificate(now.minusSeconds(1), "mail.example.test")));
        assertEquals(Optional.of(now.plus(Duration.ofHours(1))), stored().due(Optional.of(certificate(now.minusSeconds(1), "mail.example.test"))));
    }

    @Test void byHandAnAttemptWaitsForNoPauseButAMinute() {
        assertThrows(Rejected.class, plans::hurry, "nothing is planned");
        plans.change(PLAN);
        plans.begun();
        plans.ended(failure(Optional.empty()));
        assertThrows(Rejected.class, plans::hurry);
        now = now.plusSeconds(61);
        plans.hurry();
        assertEquals(Optional.empty(), stored().next());
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "http://acme.test/dir     | me@x.test | true  | a.test   | directory: not an address that begins with https://",
        "nonsense                 | me@x.test | true  | a.test   | directory: not an address that begins with https://",
        "https://acme.test/dir    | me        | true  | a.test   | contact: not an e-mail address",
        "https://acme.test/dir    | ''        | false | a.test   | agreed: without agreement to its terms the authority makes no certificate",
        "https://acme.test/dir    | ''        | true  | ''       | names: name at least one host",
        "https://acme.test/dir    | ''        | true  | host     | names: host is not a full host name",
        "https://acme.test/dir    | ''        | true  | *.a.test | names: *.a.test cannot be had this way: name the hosts one by one, or upload a certificate",
        "https://acme.test/dir    | ''        | true  | 10.0.0.1 | names: 10.0.0.1 is not a full host name",
    }) void aPlanThatCannotBeIsRefused(String directory, String contact, boolean agreed, String name, String fault) {
        var plan = new AcmePlan(true, directory, contact, agreed, name.isEmpty() ? List.of() : List.of(name));
        var found = assertThrows(Rejected.class, plan::checked).faults().getFirst();
        assertEquals(fault, found.field() + ": " + found.message());
    }

    @Test void namesAreKeptInTheirCanonicalForm() {
        plans.change(new AcmePlan(true, DIRECTORY, "", true, List.of("MAIL.Example.test.", "mail.example.test", "mail.bücher.example")));
        assertEquals(List.of("mail.example.test", "mail.xn--bcher-kva.example"), stored().plan().names());
    }
}
