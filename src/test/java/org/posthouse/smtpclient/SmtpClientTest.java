package org.posthouse.smtpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.certificate.TestAuthority;
import org.posthouse.routing.Route.Login;
import org.posthouse.routing.Route.Tls;
import org.posthouse.routing.Server;

@Timeout(20) class SmtpClientTest {
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final SSLContext GOOD = context(AUTHORITY.issue(Instant.now().plus(Duration.ofDays(60)), "mx.example.org", "*.wild.example"));
    private static final SSLContext EXPIRED = context(AUTHORITY.issue(Instant.parse("2024-01-01T00:00:00Z"), "mx.example.org"));
    private static final String STARTTLS = """
            S: 220 mx
            C: EHLO me.example.net
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            """;
    private static final String SECURED = STARTTLS + """
            S: 220 go
            TLS
            C: EHLO me.example.net
            S: 250-mx
            S: 250 AUTH PLAIN LOGIN
            C: QUIT
            """;
    private static final String CLEAR = """
            S: 220 mx
            C: EHLO me.example.net
            S: 250-mx
            S: 250 STARTTLS
            C: QUIT
            """;

    private static SSLContext context(TestAuthority.Issued issued) {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("mx", issued.keys().getPrivate(), new char[0], new Certificate[] {issued.certificate(), AUTHORITY.middle});
            var mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            mine.init(keys, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(mine.getKeyManagers(), null, null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509TrustManager trust() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", AUTHORITY.root);
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Opening call(Server server, Tls tls, Optional<Login> login, Duration patience) {
        var opening = TestClient.trusting(patience, trust()).open(new Call(server, Optional.empty(), tls, login, "me.example.net"));
        if (opening instanceof Opening.Ready(var session)) session.close();
        return opening;
    }

    /// `ready, <tls>` or `4.7.5 words, <tls>`.
    private static String outcome(String script, SSLContext context, String host, Tls tls) { return outcome(script, context, host, tls, Optional.empty()); }

    private static String outcome(String script, SSLContext context, String host, Tls tls, Optional<Login> login) {
        try (var server = new ScriptedServer(script, context)) {
            var opening = call(server.server(host), tls, login, Duration.ofSeconds(5));
            server.played();
            return switch (opening) {
                case Opening.Ready(var session) -> "ready, " + session.tls();
                case Opening.Failed(var why, var how) -> why.code() + " " + why.status() + " " + why.text() + ", " + how;
            };
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test void tlsIsUsedWhereItIsOffered() {
        assertEquals("ready, TLSv1.3", outcome(SECURED, GOOD, "mx.example.org", Tls.OFFERED));
        assertEquals("ready, TLSv1.3", outcome(SECURED, GOOD, "a.wild.example", Tls.VERIFIED));
        assertEquals("ready, plain", outcome(CLEAR, GOOD, "mx.example.org", Tls.NONE));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {"other.example.org | it is not for other.example.org", "a.b.wild.example | it is not for a.b.wild.example", "wild.example | it is not for wild.example",
            "127.0.0.1 | it is not for 127.0.0.1"})
    void aCertificateForAnotherIsToldOf(String host, String fault) {
        assertEquals("ready, TLSv1.3, certificate not good: " + fault, outcome(SECURED, GOOD, host, Tls.OFFERED));
        assertEquals("ready, TLSv1.3, certificate not good: " + fault, outcome(SECURED, GOOD, host, Tls.REQUIRED));
        assertEquals("0 4.7.5 The route demands a good certificate, and that of " + host + " is not: " + fault + ", TLSv1.3, certificate not good: " + fault, outcome(STARTTLS + "S: 220 go\nTLS\nC: QUIT", GOOD, host, Tls.VERIFIED));
    }

    @Test void anExpiredCertificateIsNotGood() {
        assertTrue(outcome(SECURED, EXPIRED, "mx.example.org", Tls.REQUIRED).startsWith("ready, TLSv1.3, certificate not good: "));
        assertTrue(outcome(STARTTLS + "S: 220 go\nTLS\nC: QUIT", EXPIRED, "mx.example.org", Tls.VERIFIED).startsWith("0 4.7.5 "));
    }

    @Test void brokenTlsGoesInClearWhereItIsOnlyWishedFor() {
        for (var broken : List.of("NOTLS", "CLOSE", "RESET")) {
            var said = outcome(STARTTLS + "S: 220 go\n" + broken + "\n----\n" + CLEAR, GOOD, "mx.example.org", Tls.OFFERED);
            assertTrue(said.startsWith("ready, plain, TLS failed: "), said);
            for (var must : List.of(Tls.REQUIRED, Tls.VERIFIED)) {
                said = outcome(STARTTLS + "S: 220 go\n" + broken, GOOD, "mx.example.org", must);
                assertTrue(said.startsWith("0 4.7.5 The route demands TLS, and it failed with mx.example.org: "), said);
            }
        }
    }

    @Test void atOnePortTlsComesFirst() throws IOException {
        try (var server = new ScriptedServer("TLS\nS: 220 mx\nC: EHLO me.example.net\nS: 250 mx\nC: QUIT\n----\nNOTLS", GOOD)) {
            var client = TestClient.trusting(Duration.ofSeconds(5), trust());
            client.tlsFirst = server.port();
            var call = new Call(server.server("mx.example.org"), Optional.empty(), Tls.OFFERED, Optional.empty(), "me.example.net");
            var session = ((Opening.Ready) client.open(call)).session();
            assertEquals("TLSv1.3", session.tls());
            session.close();
            assertEquals("4.7.5", ((Opening.Failed) client.open(call)).why().status());
            server.played();
        }
    }

    @Test void aServerThatRefusesTlsGetsMailInClear() {
        assertEquals("ready, plain, TLS failed: 454 not now", outcome(STARTTLS + "S: 454 not now\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED));
        assertEquals("0 4.7.4 The route demands TLS, and mx.example.org says: 454 not now, plain, TLS failed: 454 not now", outcome(STARTTLS + "S: 454 not now\nC: QUIT", GOOD, "mx.example.org", Tls.REQUIRED));
        assertEquals("0 4.7.4 The route demands TLS, and mx.example.org does not offer it, plain", outcome("S: 220 mx\nC: EHLO .*\nS: 250 mx\nC: QUIT", GOOD, "mx.example.org", Tls.VERIFIED));
    }

    @Test void whatIsSaidInClearBehindTheGoAheadIsAnAttack() {
        assertEquals("ready, plain, TLS failed: the server went on in clear", outcome(STARTTLS + "S. 220 go\\n250 I am the server\\n\n----\n" + CLEAR, GOOD, "mx.example.org", Tls.OFFERED));
    }

    @Test void loginsGoUnderTlsAlone() {
        var login = Optional.of(new Login("jane", "geheim\u00e4"));
        var before = SECURED.replace("C: QUIT\n", "");
        assertEquals("ready, TLSv1.3", outcome(before + "C: AUTH PLAIN AGphbmUAZ2VoZWltw6Q=\nS: 235 ok\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED, login));
        assertEquals("ready, TLSv1.3", outcome(before.replace("AUTH PLAIN LOGIN", "AUTH=LOGIN") + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: amFuZQ==\nS: 334 UGFzc3dvcmQ6\nC: Z2VoZWltw6Q=\nS: 235 ok\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED, login));
        assertEquals("535 4.7.8 The server does not take the route's login: 535 who?, TLSv1.3", outcome(before + "C: AUTH PLAIN .*\nS: 535 5.7.8 who?\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED, login));
        assertEquals("0 4.7.0 The route has a login, and mx.example.org offers neither AUTH PLAIN nor AUTH LOGIN, TLSv1.3", outcome(before.replace("PLAIN LOGIN", "GSSAPI") + "C: QUIT", GOOD, "mx.example.org", Tls.OFFERED, login));
        assertEquals("0 4.7.0 The route has a login, which goes out under TLS only, and there is none with mx.example.org, plain", outcome("S: 220 mx\nC: EHLO .*\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED, login));
    }

    @Test void aServerFromBeforeExtensionsIsGreetedAsOne() {
        assertEquals("ready, plain", outcome("S: 220 mx\nC: EHLO .*\nS: 500 what?\nC: HELO me.example.net\nS: 250 hello\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED));
        assertEquals("550 5.7.1 go away, plain", outcome("S: 220 mx\nC: EHLO .*\nS: 550 5.7.1 go away\nC: HELO .*\nS: 550 5.7.1 go away\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED));
    }

    @Test void aGreetingMayBeARefusal() {
        assertEquals("554 5.0.0 no SMTP service here, plain", outcome("S: 554-no SMTP\nS: 554 service here\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED));
        assertEquals("421 4.3.2 busy, plain", outcome("S: 421 4.3.2 busy\nC: QUIT", GOOD, "mx.example.org", Tls.OFFERED));
    }

    @ParameterizedTest @ValueSource(strings = {"SILENT", "CLOSE", "RESET", "S: HTTP/1.1 400 Bad Request", "S* 220-hello", "DRIP 220 a very slow server", "S: 220 mx\nC: EHLO .*\nS* 250-X", "S. 220 \u0000\u0001\\n\nC: EHLO .*\nCLOSE"})
    void hostileServersAreLeft(String script) throws IOException {
        try (var server = new ScriptedServer(script)) {
            long began = System.nanoTime();
            assertTrue(call(server.server("mx.example.org"), Tls.OFFERED, Optional.empty(), Duration.ofMillis(300)) instanceof Opening.Failed(var why, _) && why.status().matches("4\\.(4\\.[12]|5\\.0)"));
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 5);
        }
    }

    @Test void nobodyThereIsToldWithTheAddress() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var failed = (Opening.Failed) call(new Server(InetAddress.getLoopbackAddress(), "mx.example.org", port), Tls.OFFERED, Optional.empty(), Duration.ofSeconds(1));
        assertEquals("Cannot connect to mx.example.org[127.0.0.1]:" + port + ": Connection refused", failed.why().text());
        assertEquals("4.4.1", failed.why().status());
        assertEquals("", failed.tls());
    }

    @Test void aCallBeginsWhereItIsTold() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var client = TestClient.patient(Duration.ofMillis(300));
            Thread.ofVirtual().start(() -> client.open(new Call(new Server(InetAddress.getLoopbackAddress(), "mx.example.org", server.getLocalPort()), Optional.of(InetAddress.ofLiteral("127.0.0.9")), Tls.NONE, Optional.empty(), "me")));
            try (var socket = server.accept()) {
                assertEquals("127.0.0.9", socket.getInetAddress().getHostAddress());
            }
            var nowhere = (Opening.Failed) client.open(new Call(new Server(InetAddress.getLoopbackAddress(), "mx.example.org", server.getLocalPort()), Optional.of(InetAddress.ofLiteral("192.0.2.1")), Tls.NONE, Optional.empty(), "me"));
            assertTrue(nowhere.why().text().contains("from 192.0.2.1"), nowhere.why().text());
        }
    }
}
