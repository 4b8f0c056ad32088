package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TlsFacts;
import org.posthouse.connector.listen.Connection;
import org.posthouse.connector.listen.Endpoints;
import org.posthouse.connector.listen.Protocol;
import org.posthouse.wire.Wire;

class AuthorizationTest extends Pop3Test {
    private boolean far;

    /// The same protocol, but when [#far] its client seems to come from another machine.
    @Override Protocol protocol() {
        var pop3 = new Pop3();
        return new Protocol() {
            @Override public void serve(Connection connection) throws IOException, InterruptedException { pop3.serve(far ? new Faraway(connection) : connection); }

            @Override public String tooMany(String hostname) { return pop3.tooMany(hostname); }
        };
    }

    private static String plain(String authorize, String login, String password) {
        return Base64.getEncoder().encodeToString((authorize + "\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test void userAndPassOpenTheMaildrop() throws Exception {
        house.mail("Subject: one\r\n\r\n1\r\n");
        connect().talk("""
                S: \\+OK mx.example.test POP3 ready <[^ <>@]+@mx.example.test>
                C: uSeR jane
                S: \\+OK password, please
                C: pass secret word
                S: \\+OK maildrop has 1 messages \\(19 octets\\)
                C: QUIT
                S: \\+OK bye
                S: END
                """);
    }

    @Test void aWrongPasswordLeadsBackToUser() throws Exception {
        connect().talk("""
                S: \\+OK .*
                C: PASS secret word
                S: -ERR USER comes first
                C: USER jane
                S: \\+OK .*
                C: PASS wrong
                S: -ERR \\[AUTH\\] name or password is wrong
                C: PASS secret word
                S: -ERR USER comes first
                C: USER nobody
                S: \\+OK password, please
                C: PASS wrong
                S: -ERR \\[AUTH\\] name or password is wrong
                C: STAT
                S: -ERR not now
                """);
    }

    @Test void theDelayOfADenialIsWaitedFor() throws Exception {
        house.delay = Duration.ofMillis(300);
        var dialogue = connect().talk("S: \\+OK .*\nC: USER jane\nS: \\+OK .*");
        long start = System.nanoTime();
        dialogue.talk("C: PASS wrong\nS: -ERR \\[AUTH\\] .*");
        assertTrue(System.nanoTime() - start >= house.delay.toNanos());
    }

    @Test void aBusyHouseSaysNothingAboutThePassword() throws Exception {
        house.busy = true;
        connect().talk("""
                S: \\+OK .*
                C: USER jane
                S: \\+OK .*
                C: PASS secret word
                S: -ERR \\[SYS/TEMP\\] too busy, try again later
                """);
    }

    @Test void aFaultOfTheHouseIsTemporary() throws Exception {
        house.fault = new IllegalStateException("made for this test");
        connect().talk("""
                S: \\+OK .*
                C: USER jane
                S: \\+OK .*
                C: PASS secret word
                S: -ERR \\[SYS/TEMP\\] internal error, try again later
                C: CAPA
                S: \\+OK .*
                """);
    }

    @Test void aSecondSessionHearsInUse() throws Exception {
        try (var first = signedIn()) {
            var second = connect0();
            second.talk("""
                    S: \\+OK .*
                    C: USER jane
                    S: \\+OK .*
                    C: PASS secret word
                    S: -ERR \\[IN-USE\\] .*
                    """);
            first.talk("C: QUIT\nS: \\+OK .*");
            second.talk("""
                    C: USER jane
                    S: \\+OK .*
                    C: PASS secret word
                    S: \\+OK .*
                    """);
        }
    }

    private Dialogue connect0() throws IOException { return new Dialogue(port); }

    private int port;

    @Override int open(Service service, Limits limits) throws IOException { return port = super.open(service, limits); }

    @Test void apopAnswersTheGreeting() throws Exception {
        var dialogue = connect();
        var stamp = stamp(dialogue.line());
        dialogue.talk("C: APOP jane " + FakeHouse.digest("<other@stamp>") + "\nS: -ERR \\[AUTH\\] .*");
        dialogue.talk("C: APOP jane " + FakeHouse.digest(stamp) + "\nS: \\+OK .*");
    }

    @Test void noTwoGreetingsAreAlike() throws Exception {
        var first = stamp(connect().line());
        assertNotEquals(first, stamp(connect0().line()));
    }

    private static String stamp(String greeting) {
        var match = Pattern.compile("<.*>").matcher(greeting);
        assertTrue(match.find());
        return match.group();
    }

    @ParameterizedTest
    @ValueSource(strings = {"APOP", "APOP jane", "APOP jane 0123", "APOP jane 0123456789ABCDEF0123456789ABCDEF", "USER", "USER  ", "AUTH GSSAPI", "STLS now", "UTF8 yes", "LANG tlh", "FOO", ""})
    void whatIsNotUnderstoodIsRefused(String command) throws Exception {
        connect().talk("S: \\+OK .*\nC: " + command + "\nS: -ERR .*\nC: CAPA\nS: \\+OK .*");
    }

    @Test void authPlainTakesItsResponseWithTheCommandOrAfterIt() throws Exception {
        connect().talk("""
                S: \\+OK .*
                C: AUTH
                S: \\+OK .*
                S: PLAIN
                S: \\.
                C: AUTH PLAIN
                S: \\+\\s
                C: *
                S: -ERR cancelled
                C: AUTH plain %s
                S: -ERR \\[AUTH\\] .*
                C: AUTH PLAIN
                S: \\+\\s
                C: %s
                S: \\+OK maildrop .*
                C: AUTH PLAIN
                S: -ERR not now
                """.formatted(plain("", "jane", "wrong"), plain("jane", "jane", "secret word")));
    }

    @ParameterizedTest
    @CsvSource({"=", "%%%", "AGphbmU=", "AAA=", "boss!AGphbmUAc2VjcmV0IHdvcmQ="})
    void malformedResponsesAreRefused(String response) throws Exception {
        connect().talk("S: \\+OK .*\nC: AUTH PLAIN " + response + "\nS: -ERR malformed response");
    }

    @Test void nobodySignsInAsSomebodyElse() throws Exception {
        connect().talk("S: \\+OK .*\nC: AUTH PLAIN " + plain("boss", "jane", "secret word") + "\nS: -ERR malformed response");
    }

    @Test void passwordsInClearStayOnThisMachine() throws Exception {
        far = true;
        connect().talk("""
                S: \\+OK .*
                C: USER jane
                S: -ERR \\[SYS/PERM\\] not without TLS
                C: PASS secret word
                S: -ERR \\[SYS/PERM\\] not without TLS
                C: AUTH PLAIN %s
                S: -ERR \\[SYS/PERM\\] not without TLS
                C: AUTH
                S: \\+OK .*
                S: \\.
                """.formatted(plain("", "jane", "secret word")));
        assertEquals(0, house.clients.size());
    }

    @Test void capabilitiesNameNoPasswordInClearToFarClients() throws Exception {
        far = true;
        var dialogue = connect().talk("S: \\+OK .*\nC: CAPA\nS: \\+OK .*");
        var capabilities = new String(dialogue.multiLine(), StandardCharsets.US_ASCII).lines().toList();
        assertTrue(capabilities.containsAll(java.util.List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER", "UTF8 USER", "LANG")), capabilities::toString);
        assertTrue(capabilities.stream().noneMatch(line -> line.startsWith("USER") || line.startsWith("SASL") || line.equals("STLS")), capabilities::toString);
    }

    @Test void capabilitiesNameThemHere() throws Exception {
        var dialogue = connect().talk("S: \\+OK .*\nC: CAPA\nS: \\+OK .*");
        var capabilities = new String(dialogue.multiLine(), StandardCharsets.US_ASCII).lines().toList();
        assertTrue(capabilities.containsAll(java.util.List.of("USER", "SASL PLAIN")), capabilities::toString);
    }

    @Test void stlsWithoutACertificateIsRefused() throws Exception { connect().talk("S: \\+OK .*\nC: STLS\nS: -ERR \\[SYS/PERM\\] no certificate here"); }

    @Test void quitBeforeSigningInJustLeaves() throws Exception { connect().talk("S: \\+OK .*\nC: QUIT\nS: \\+OK bye\nS: END"); }

    /// A connection whose peer is on another machine (RFC 5737).
    private record Faraway(Connection here) implements Connection {
        @Override public InetSocketAddress remote() { return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 4711); }

        @Override public Wire wire() { return here.wire(); }

        @Override public String id() { return here.id(); }

        @Override public Service service() { return here.service(); }

        @Override public InetSocketAddress local() { return here.local(); }

        @Override public Limits limits() { return here.limits(); }

        @Override public boolean tlsToSignIn() { return here.tlsToSignIn(); }

        @Override public Optional<SSLContext> tls() { return here.tls(); }

        @Override public void startTls() throws IOException { here.startTls(); }

        @Override public Optional<TlsFacts> secured() { return here.secured(); }

        @Override public Endpoints endpoints() { return here.endpoints(); }

        @Override public Control.House house() { return here.house(); }

        @Override public boolean draining() { return here.draining(); }

        @Override public <T> Optional<T> idle(Waiting<T> read) throws IOException { return here.idle(read); }

        @Override public void pause(Duration delay) throws InterruptedException { here.pause(delay); }

        @Override public void signedIn(SignedIn who) { here.signedIn(who); }
    }
}
