package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.posthouse.Scratch;
import org.posthouse.certificate.Pebble;
import org.posthouse.certificate.TestAuthority;

/// Certificates as listeners show them, on each listener that has TLS.
class CertificatesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final Path TRUSTED = Scratch.folder("certificates-trusted").resolve("ca.pem");
    private static House house;

    @BeforeAll static void start() { house = new House(Path.of("certificates"), Map.of("POSTHOUSE_ACME_CA", TRUSTED.toString())).start(); }

    @AfterAll static void stop() throws IOException {
        house.close();
        Scratch.delete(TRUSTED.getParent());
    }

    private static TestAuthority.Issued issue(String... hosts) { return AUTHORITY.issue(Instant.now().plus(Duration.ofDays(60)), hosts); }

    private static Api.Answer upload(String certificate, String key) throws Exception {
        return house.api().post("forms/upload-certificate", Json.createObjectBuilder().add("certificate", certificate).add("key", key).build().toString());
    }

    private static void upload(TestAuthority.Issued issued) throws Exception {
        var answer = upload(issued.pem() + TestAuthority.pem(AUTHORITY.middle), issued.key());
        assertTrue(answer.status() / 100 == 2, answer::body);
    }

    @Test void aSwapReachesEveryListenerAndNoOpenSession() throws Exception {
        var first = issue(House.HOSTNAME);
        upload(first);
        try (var smtp = house.dial("submission"); var pop3s = house.dial("pop3s"); var https = house.dial("https")) {
            smtp.reply();
            smtp.ask("EHLO me.test");
            smtp.ask("STARTTLS");
            assertEquals(first.certificate(), shown(smtp.tls().socket()));
            pop3s.tls().expect("\\+OK .*");
            assertEquals(first.certificate(), shown(pop3s.socket()));
            assertEquals(first.certificate(), shown(https.tls().socket()));
            assertEquals("HTTP/1.1 200 OK", page(https));

            var second = issue(House.HOSTNAME);
            upload(second);
            assertTrue(smtp.ask("EHLO me.test").startsWith("250"), "the session under TLS goes on");
            pop3s.talk("C: CAPA\nS: \\+OK.*").multiLine();
            assertEquals("HTTP/1.1 200 OK", page(https));
            for (var service : List.of("pop3s", "submissions", "https"))
                try (var fresh = house.dial(service)) {
                    assertEquals(second.certificate(), shown(fresh.tls().socket()), service);
                }
            try (var fresh = house.dial("smtp")) {
                fresh.reply();
                fresh.ask("EHLO me.test");
                fresh.ask("STARTTLS");
                assertEquals(second.certificate(), shown(fresh.tls().socket()));
            }
        }
    }

    @Test void theNameAskedForChoosesOnEveryListener() throws Exception {
        var wild = issue("*.wild.test");
        upload(wild);
        for (var service : List.of("pop3s", "submissions", "https")) {
            assertEquals(wild.certificate(), shown(ask(service, "any.wild.test")), service);
            assertNotEquals(wild.certificate(), shown(ask(service, "wild.test")), service);
        }
        assertEquals(2, Files.readString(house.home().resolve("config/certificates/_.wild.test.pem")).split("BEGIN CERTIFICATE").length - 1, "with the chain");
    }

    @Test void whatDoesNotFitIsRefusedAtItsFieldAndNothingIsKept() throws Exception {
        var answer = upload(issue("strange.test").pem(), issue("strange.test").key());
        assertEquals(422, answer.status(), answer::body);
        assertTrue(answer.says("this key belongs to another certificate") && answer.says("\"key\""), answer::body);
        assertTrue(!Files.exists(house.home().resolve("config/certificates/strange.test.pem")));
    }

    @Test void noKeyReachesTheDatabaseOrTheLog() throws Exception {
        var issued = issue("quiet.test");
        upload(issued);
        assertTrue(Files.exists(house.home().resolve("config/certificates/quiet.test.pem")), "it is kept where keys are");
        var part = issued.key().lines().skip(1).findFirst().orElseThrow().substring(48);            // what stands before is alike in all keys of this curve
        try (var files = Files.walk(house.home())) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> house.home().relativize(file).toString().matches("(log|db|spool|store|tmp)/.*")).toList())
                if (Files.size(file) < 64 << 20) assertTrue(!Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).contains(part), file::toString);
        }
    }

    @Test void anAuthorityMakesOneByItself() throws Exception {
        assumeTrue(Pebble.isInstalled(), "the package pebble is not installed");
        try (var pebble = new Pebble(Files.createDirectories(TRUSTED.resolveSibling("pebble")), house.port("http"))) {
            Files.copy(pebble.trusted(), TRUSTED, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            var wish = Json.createObjectBuilder().add("enabled", true).add("agreed", true).add("directory", pebble.directory()).add("names", Json.createArrayBuilder().add("made.example.test")).build().toString();
            var answer = house.api().patch("forms/acme", wish);
            assertEquals(200, answer.status(), answer::body);
            answer = house.api().patch("forms/acme-try", "{}");
            assertEquals(200, answer.status(), answer::body);
            Await.until(PATIENCE, house::story, () -> Files.exists(house.home().resolve("config/certificates/acme.pem")), done -> done);
            for (var service : List.of("pop3s", "submissions", "https"))       // the file is there a moment before listeners show it
                Await.until(PATIENCE, house::story, () -> shown(ask(service, "made.example.test")).getIssuerX500Principal().getName().contains("Pebble"), shows -> shows);
            assertEquals(409, house.api().patch("forms/acme-try", "{}").status(), "nobody hammers");
            Await.until(PATIENCE, house::story, () -> house.api().get("forms/acme").says("The authority made the certificate"), done -> done);
        }
    }

    private static String page(Dialogue https) throws IOException {
        https.send("GET /health/live HTTP/1.1\r\nHost: " + House.HOSTNAME + "\r\n\r\n");
        var status = https.line();
        int length = 0;
        for (String line; !(line = https.line()).isEmpty(); ) if (line.toLowerCase().startsWith("content-length:")) length = Integer.parseInt(line.substring(15).strip());
        https.octets(length);
        return status;
    }

    private static X509Certificate shown(Socket socket) throws IOException { return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0]; }

    /// A handshake that names a host, and no more.
    private static Socket ask(String service, String host) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new X509TrustManager() {
            @Override public void checkClientTrusted(X509Certificate[] chain, String type) { }

            @Override public void checkServerTrusted(X509Certificate[] chain, String type) { }

            @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
        }}, new SecureRandom());
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", house.port(service))) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(30_000);
            socket.startHandshake();
            return socket;
        }
    }
}
