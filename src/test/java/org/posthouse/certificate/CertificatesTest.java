package org.posthouse.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.domain.Rejected;

class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(60));
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path config;
    private final Certificates certificates = new Certificates(Clock.fixed(NOW, ZoneOffset.UTC), RANDOM);

    @BeforeEach void open() throws IOException { certificates.open(config, "mail.example.test"); }

    private void upload(TestAuthority.Issued issued) { certificates.put(certificates.check(issued.pem() + TestAuthority.pem(AUTHORITY.middle), issued.key())); }

    private static String fault(Runnable attempt) {
        var fault = assertThrows(Rejected.class, attempt::run).faults().getFirst();
        return fault.field() + ": " + fault.message();
    }

    @Test void theFirstStartMakesACertificateAndLaterOnesKeepIt() throws IOException {
        var made = certificates.named(Certificates.DEFAULT).orElseThrow();
        assertEquals(List.of("mail.example.test"), made.hosts());
        assertTrue(made.selfSigned());
        assertFalse(certificates.trustedFor("mail.example.test"), "TLS is offered, but nobody vouches for it");
        var again = new Certificates(Clock.fixed(NOW, ZoneOffset.UTC), RANDOM);
        again.open(config, "other.example.test");
        assertEquals(made.fingerprint(), again.named(Certificates.DEFAULT).orElseThrow().fingerprint());
    }

    @Test void onlyTheOwnerReadsFiles() throws IOException {
        upload(AUTHORITY.issue(LATER, "a.example.test"));
        try (var files = Files.list(config.resolve("certificates"))) {
            for (var file : files.toList()) assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file::toString);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(config.resolve("certificates"))));
    }

    @Test void anOldHomeKeepsItsCertificate(@TempDir Path old) throws Exception {
        var issued = AUTHORITY.issue(LATER, "old.example.test");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", issued.keys().getPrivate(), "posthouse".toCharArray(), new X509Certificate[] {issued.certificate()});
        try (var out = Files.newOutputStream(old.resolve("server.p12"))) {
            store.store(out, "posthouse".toCharArray());
        }
        var moved = new Certificates(Clock.fixed(NOW, ZoneOffset.UTC), RANDOM);
        moved.open(old, "old.example.test");
        assertEquals(issued.certificate(), moved.named(Certificates.DEFAULT).orElseThrow().own());
        assertFalse(Files.exists(old.resolve("server.p12")), "one copy of a key is enough");
    }

    @Test void aDamagedDefaultStopsTheStartAndIsNotReplaced() throws IOException {
        var file = config.resolve("certificates/default.pem");
        Files.writeString(file, "no certificate");
        assertThrows(IOException.class, () -> certificates.open(config, "mail.example.test"));
        assertEquals("no certificate", Files.readString(file));
    }

    /// Which certificate is shown to a client that asks for a name; `-` asks for none.
    @ParameterizedTest @CsvSource({
        "a.example.test,          a.example.test",
        "A.EXAMPLE.TEST,          a.example.test",
        "b.example.test,          _.example.test",
        "x.y.example.test,        mail.example.test",      // a wildcard stands for one label
        "example.test,            mail.example.test",
        "second.other.test,       first.other.test",
        "over.other.test,         over.other.test",        // nothing better for that name
        "nobody.test,             mail.example.test",      // the house's own name
        "-,                       mail.example.test",
    }) void theNameAskedForChooses(String asked, String shown) {
        upload(AUTHORITY.issue(LATER, "a.example.test"));
        upload(AUTHORITY.issue(LATER, "*.example.test"));
        upload(AUTHORITY.issue(LATER, "first.other.test", "second.other.test"));
        upload(AUTHORITY.issue(LATER, "mail.example.test"));
        var over = AUTHORITY.issue(NOW.minusSeconds(60), "over.other.test");
        certificates.put(Pem.read(over.pem(), over.key()).named("over.other.test"));
        assertEquals(shown, certificates.shown(Optional.of(asked.toLowerCase(java.util.Locale.ROOT)).filter(name -> !name.equals("-"))).orElseThrow().name());
    }

    @Test void aClientThatNamesNothingKnownGetsTheDefault() {
        upload(AUTHORITY.issue(LATER, "a.example.test"));
        assertEquals(Certificates.DEFAULT, certificates.shownFor("nobody.test").orElseThrow().name());
        assertEquals(Certificates.DEFAULT, certificates.shownFor("mail.example.test").orElseThrow().name());
    }

    @Test void trustEndsWithTheCertificate() {
        upload(AUTHORITY.issue(LATER, "mail.example.test", "*.example.org"));
        assertTrue(certificates.trustedFor("MAIL.example.test") && certificates.trustedFor("any.example.org"));
        assertFalse(certificates.trustedFor("example.org"));
        assertEquals(60, certificates.named("mail.example.test").orElseThrow().daysLeft(NOW));
        assertEquals("Test Trust, Middle", certificates.named("mail.example.test").orElseThrow().issuer());
    }

    @Test void whatCannotBeUsedIsRefusedWithTheReason() {
        var good = AUTHORITY.issue(LATER, "a.example.test");
        var other = AUTHORITY.issue(LATER, "a.example.test");
        assertEquals("key: this key belongs to another certificate", fault(() -> certificates.check(good.pem(), other.key())));
        assertEquals("key: there is no private key in it: it begins with -----BEGIN PRIVATE KEY-----", fault(() -> certificates.check(good.pem(), "")));
        assertEquals("certificate: there is no certificate in it: it begins with -----BEGIN CERTIFICATE-----", fault(() -> certificates.check("hello", good.key())));
        assertEquals("certificate: a part of it is damaged: copy the whole file once more", fault(() -> certificates.check(good.pem().replaceFirst("M", "?"), good.key())));
        var over = AUTHORITY.issue(NOW.minusSeconds(60), "a.example.test");
        assertEquals("certificate: it is over since 2026-03-01: ask for a new one", fault(() -> certificates.check(over.pem(), over.key())));
        var weak = AUTHORITY.issue("RSA", 1024, LATER, "a.example.test");
        assertEquals("key: a key of 1,024 bits is too weak, it takes 2,048 or more", fault(() -> certificates.check(weak.pem(), weak.key())));
        var locked = """
                -----BEGIN ENCRYPTED PRIVATE KEY-----
                MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjkUzciaY6sBAICCAAw
                DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBytzw2BldKHrhFIqpEGeqMEgZCT
                1AnCXZdDkBdB99smyV/1ZDqx6ecKJ2V6xQ/zoaoMFIgKJ4/D9EEeKpVVK7UNUDX2
                CipwXYGXz5/BLCezbhJit3rxm4hrZe7FWpLGCFsHHK2H6nCR1Q29LiEXSjeKnSyP
                R1H0IP4r4dqV2F2V9EdTDGgLrHcq5NcgfusIRSAoh31/jhl9ryYR0MaqdACyQnc=
                -----END ENCRYPTED PRIVATE KEY-----
                """;
        assertEquals("key: the key is locked with a passphrase: save it without one and try again", fault(() -> certificates.check(good.pem(), locked)));
        assertEquals(1, certificates.all().size(), "nothing was kept");
    }

    @Test void aChainComesOutInOrderAndWithoutItsRoot() {
        var own = AUTHORITY.issue(LATER, "a.example.test");
        var stranger = AUTHORITY.issue(LATER, "stranger.test");
        var read = certificates.check(TestAuthority.pem(AUTHORITY.root, AUTHORITY.middle, stranger.certificate(), own.certificate()), own.key());
        assertEquals(List.of(own.certificate(), AUTHORITY.middle), read.chain());
        assertEquals(List.of(own.certificate()), certificates.check("", own.key() + own.pem()).chain(), "one file may hold both");
        assertEquals("certificate: a private key is in it too: put this file into the field for the key and leave this one empty", fault(() -> certificates.check(own.key() + own.pem(), "")));
    }

    @Test void theDefaultStays() {
        assertEquals("name: the certificate that the house made itself stays: it is shown where no other fits", fault(() -> certificates.remove(Certificates.DEFAULT)));
        upload(AUTHORITY.issue(LATER, "a.example.test"));
        certificates.remove("a.example.test");
        certificates.remove("a.example.test");
        assertEquals(List.of(Certificates.DEFAULT), certificates.all().stream().map(ServerCertificate::name).toList());
    }

    @Test void filesThatAppearAreTakenAndDamagedOnesReported() throws IOException {
        var dropped = AUTHORITY.issue(LATER, "dropped.test");
        Files.writeString(config.resolve("certificates/by-hand.pem"), dropped.key() + dropped.pem());
        Files.writeString(config.resolve("certificates/half.pem"), dropped.pem());
        certificates.refresh();
        assertEquals(List.of("by-hand", Certificates.DEFAULT), certificates.all().stream().map(ServerCertificate::name).toList());
        assertEquals(List.of("half"), certificates.unusable());
        assertEquals("by-hand", certificates.shownFor("dropped.test").orElseThrow().name());
    }

    /// The whole way through JSSE: kinds of keys, names, and a swap under an open session.
    @Test void aSwapTouchesNoOpenSessionAndTheNextHandshakeSeesIt() throws Exception {
        upload(AUTHORITY.issue(LATER, "a.example.test"));
        upload(AUTHORITY.issue("RSA", 2048, LATER, "rsa.example.test"));
        try (var server = (SSLServerSocket) certificates.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> echo(server));
            for (var protocol : List.of("TLSv1.2", "TLSv1.3"))
                for (var host : List.of("a.example.test", "rsa.example.test")) assertEquals(certificates.shownFor(host).orElseThrow().own(), shown(server, protocol, host).getFirst(), protocol + " " + host);
            assertEquals(2, shown(server, "TLSv1.3", "a.example.test").size(), "with the chain");
            try (var open = dial(server, "TLSv1.3", "a.example.test")) {
                assertEquals('1', ask(open, '1'));
                var fresh = AUTHORITY.issue(LATER.plus(Duration.ofDays(60)), "a.example.test");
                upload(fresh);
                assertEquals('2', ask(open, '2'));
                assertEquals(fresh.certificate(), shown(server, "TLSv1.3", "a.example.test").getFirst());
                certificates.remove("a.example.test");
                assertEquals('3', ask(open, '3'));
                assertEquals(certificates.named(Certificates.DEFAULT).orElseThrow().own(), shown(server, "TLSv1.2", "a.example.test").getFirst());
            }
        }
    }

    private static void echo(SSLServerSocket server) {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException gone) {
                        // the client has seen enough
                    }
                });
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static int ask(SSLSocket socket, int octet) throws IOException {
        socket.getOutputStream().write(octet);
        socket.getOutputStream().flush();
        return socket.getInputStream().read();
    }

    private static List<X509Certificate> shown(SSLServerSocket server, String protocol, String host) throws Exception {
        try (var socket = dial(server, protocol, host)) {
            return Stream.of(socket.getSession().getPeerCertificates()).map(X509Certificate.class::cast).toList();
        }
    }

    private static SSLSocket dial(SSLServerSocket server, String protocol, String host) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new X509TrustManager() {
            @Override public void checkClientTrusted(X509Certificate[] chain, String type) { }

            @Override public void checkServerTrusted(X509Certificate[] chain, String type) { }

            @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
        }}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.getLocalPort());
        var parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }
}
