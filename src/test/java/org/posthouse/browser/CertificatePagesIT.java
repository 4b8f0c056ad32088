package org.posthouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;
import org.posthouse.certificate.Pebble;
import org.posthouse.certificate.TestAuthority;

/// A postmaster who looks after certificates.
@InABrowser class CertificatePagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TestAuthority AUTHORITY = new TestAuthority();
    @TempDir static Path folder;
    private static House house;
    private Visitor postmaster;

    @BeforeAll static void start() { house = new House(Path.of("certificate-pages"), Map.of("POSTHOUSE_ACME_CA", folder.resolve("ca.pem").toString())).start(); }

    @AfterAll static void stop() { house.close(); }

    @BeforeEach void signIn() { postmaster = new Visitor(house).signIn("postmaster", House.POSTMASTER_PASSWORD); }

    @AfterEach void leave() { postmaster.close(); }

    private static TestAuthority.Issued issue(Duration life, String... hosts) { return AUTHORITY.issue(Instant.now().plus(life), hosts); }

    private Visitor paste(TestAuthority.Issued issued) {
        return postmaster.open("/admin/upload-certificate").fill("certificate", issued.pem() + TestAuthority.pem(AUTHORITY.middle)).fill("key", issued.key()).press();
    }

    @Test void whatACertificateDoesIsSaidBeforeItIsKept() {
        postmaster.scripts(false).open("/admin/certificates").inspect("certificates");
        paste(issue(Duration.ofDays(10), "soon.example.test"));
        assertTrue(postmaster.confirms() && postmaster.sees("soon.example.test") && postmaster.sees("Test Trust, Middle"), postmaster::text);
        assertTrue(postmaster.sees("It ends in 9 days") || postmaster.sees("It ends in 10 days"), postmaster::text);
        assertTrue(postmaster.sees("None of the names of this house is in it"), postmaster::text);
        postmaster.inspect("upload-certificate-effects").press();
        assertTrue(postmaster.path().startsWith("/admin/certificates?done="), postmaster::path);
        assertTrue(postmaster.sees("soon.example.test ends in"), () -> "a notice: " + postmaster.text());
        postmaster.inspect("certificates-soon");
    }

    @Test void filesAreTakenAsWellAsPastedTextAndTheHouseIsTrusted() throws Exception {
        assertTrue(postmaster.open("/admin/certificates").sees("Programs of people are warned"), postmaster::text);
        var issued = issue(Duration.ofDays(80), House.HOSTNAME, "mail." + House.DOMAIN);
        var chain = Files.writeString(folder.resolve("fullchain.pem"), issued.pem() + TestAuthority.pem(AUTHORITY.middle));
        var key = Files.writeString(folder.resolve("privkey.pem"), issued.key());
        postmaster.open("/admin/upload-certificate").fill("certificate.file", chain.toString()).fill("key.file", key.toString()).press();
        assertTrue(postmaster.confirms(), postmaster::text);
        postmaster.press();
        assertFalse(postmaster.sees("Programs of people are warned"), postmaster::text);

        postmaster.open("/admin/remove-certificate/" + House.HOSTNAME).inspect("remove-certificate").press();
        assertTrue(postmaster.confirms() && postmaster.sees("No other certificate that programs trust covers"), postmaster::text);
        postmaster.press();
        assertTrue(postmaster.sees("Programs of people are warned"), postmaster::text);
    }

    @Test void eachMistakeStandsAtItsField() {
        var issued = issue(Duration.ofDays(80), "a.example.test");
        var form = postmaster.open("/admin/upload-certificate");
        form.fill("certificate", issued.pem()).fill("key", issue(Duration.ofDays(80), "a.example.test").key()).push();
        assertEquals("This key belongs to another certificate.", form.errorAt("key"));
        assertEquals(issued.pem().strip(), form.value("certificate").strip(), "what was typed is kept");
        assertEquals("", form.value("key"), "but no key comes back");
        form.fill("certificate", issued.key()).push();
        assertNotEquals("", form.errorAt("certificate"));
        form.fill("certificate", issue(Duration.ofDays(-1), "a.example.test").pem()).fill("key", issued.key()).push();
        assertNotEquals(Map.of(), form.errors());
    }

    @Test void theOneThatTheHouseMadeStays() {
        postmaster.open("/admin/certificates");
        assertTrue(postmaster.links().stream().noneMatch(link -> link.endsWith("/default")), () -> postmaster.links().toString());
    }

    @Test void othersSeeNothing() throws Exception {
        try (var person = new Visitor(house).signIn(house.account("curious"))) {
            for (var path : new String[] {"/admin/certificates", "/admin/upload-certificate", "/admin/acme", "/admin/acme-try"}) assertEquals(403, person.visit(path).status(), path);
        }
    }

    @Test void anAuthorityIsAskedByAFormAndTellsInSentencesHowItWent() throws Exception {
        assumeTrue(Pebble.isInstalled(), "the package pebble is not installed");
        try (var pebble = new Pebble(Files.createDirectories(folder.resolve("pebble")), house.port("http"))) {
            Files.copy(pebble.trusted(), folder.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
            postmaster.open("/admin/acme").inspect("acme").fill("enabled", "true").fill("agreed", "true").fill("directory", pebble.directory()).fill("names", "blocked-domain.example").press();
            assertTrue(postmaster.path().startsWith("/admin/certificates?done="), postmaster::path);
            ask();
            until("brought no certificate");
            assertTrue(postmaster.sees("The authority refused") && postmaster.sees("blocked-domain.example"), postmaster::text);
            postmaster.inspect("certificates-refused");

            postmaster.open("/admin/acme").fill("names", "made.example.test").press();
            until("The authority made the certificate");
            assertTrue(postmaster.sees("made.example.test") && postmaster.sees("Fetched automatically"), postmaster::text);
            postmaster.inspect("certificates-made");
        }
    }

    private void ask() { postmaster.press("Ask the authority now").press(); }

    private void until(String sentence) throws Exception { Await.until(PATIENCE, house::story, () -> postmaster.open("/admin/certificates").sees(sentence), seen -> seen); }
}
