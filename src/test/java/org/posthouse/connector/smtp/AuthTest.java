package org.posthouse.connector.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.connector.Certificate;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.api.SignedIn;

class AuthTest extends SmtpTest {
    private static final String GOOD = base64("\0jane\0secret");

    private static String base64(String text) { return Base64.getEncoder().encodeToString(text.getBytes(UTF_8)); }

    private Dialogue submit(String script) throws IOException { return connect(Service.SUBMISSION).talk(HELLO + script); }

    @Test void mailNeedsASignIn() throws IOException {
        submit("C: MAIL FROM:<jane@example.test>\nS: 530 5.7.0 Authentication required\nC: VRFY x\nS: 530 5.7.0 .*");
    }

    @Test void whoSignedInIsKnownToTheHouse() throws IOException {
        submit("""
               C: AUTH PLAIN %s
               S: 235 2.7.0 .*
               C: MAIL FROM:<jane@example.test> AUTH=jane@example.test
               S: 250 .*
               C: RCPT TO:<b@example.test>
               S: 250 .*
               C: DATA
               S: 354 .*
               C: .
               S: 250 .*
               """.formatted(GOOD));
        assertEquals(Optional.of(new SignedIn(7, "jane@example.test")), house.mails.getFirst().client().who());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "AUTH PLAIN %GOOD                      ~ 235 2.7.0 .*",
        "auth plain %GOOD                      ~ 235 2.7.0 .*",
        "AUTH PLAIN / 334  / %GOOD             ~ 235 2.7.0 .*",
        "AUTH LOGIN / 334 VXNlcm5hbWU6 / amFuZQ== / 334 UGFzc3dvcmQ6 / c2VjcmV0 ~ 235 2.7.0 .*",
        "AUTH LOGIN amFuZQ== / 334 UGFzc3dvcmQ6 / c2VjcmV0 ~ 235 2.7.0 .*",
        "AUTH LOGIN amFuZQ== / 334 UGFzc3dvcmQ6 / * ~ 501 5.7.0 .*",
        "AUTH PLAIN / 334  / *                 ~ 501 5.7.0 .*",
        "AUTH PLAIN / 334  / %%%               ~ 501 5.5.2 .*",
        "AUTH PLAIN ====                       ~ 501 5.5.2 .*",
        "AUTH PLAIN =                          ~ 501 5.5.2 .*",
        "AUTH PLAIN AGphbmU=                   ~ 501 5.5.2 .*",
        "AUTH PLAIN /wD/AP8=                   ~ 501 5.5.2 .*",
        "AUTH PLAIN AGphbmUAd3Jvbmc=           ~ 535 5.7.8 .*",
        "AUTH PLAIN am9lAGphbmUAc2VjcmV0       ~ 535 5.7.8 .*",
        "AUTH PLAIN amFuZQBqYW5lAHNlY3JldA==   ~ 235 2.7.0 .*",
        "AUTH CRAM-MD5                         ~ 504 5.5.4 .*",
        "AUTH                                  ~ 501 5.5.4 .*",
    })
    void exchanges(String exchange, String last) throws IOException {
        var script = new StringBuilder();
        for (String step : exchange.replace("%GOOD", GOOD).split(" / ")) script.append(step.startsWith("334") ? "S: " : "C: ").append(step.startsWith("334 ") && step.strip().equals("334") ? "334 " : step.strip()).append('\n');
        submit(script + "S: " + last + "\nC: NOOP\nS: 250 .*");
    }

    @Test void onceIsEnough() throws IOException { submit("C: AUTH PLAIN " + GOOD + "\nS: 235 .*\nC: AUTH PLAIN " + GOOD + "\nS: 503 5.5.1 .*"); }

    @Test void afterwardsItIsNoLongerOffered() throws IOException {
        var client = submit("C: AUTH PLAIN " + GOOD + "\nS: 235 .*\nC: EHLO x");
        for (String line; !(line = client.line()).startsWith("250 "); ) assertTrue(!line.contains("AUTH"));
    }

    @Test void notDuringATransaction() throws IOException {
        submit("C: AUTH PLAIN AGphbmUAd3Jvbmc=\nS: 535 .*\nC: AUTH PLAIN " + GOOD + "\nS: 235 .*\nC: MAIL FROM:<>\nS: 250 .*\nC: AUTH PLAIN " + GOOD + "\nS: 503 .*");
    }

    @Test void notOnTheRelay() throws IOException { talk(HELLO + "C: AUTH PLAIN " + GOOD + "\nS: 502 5.5.1 .*"); }

    @Test void notBeforeHello() throws IOException { connect(Service.SUBMISSION).talk("S: 220 .*\nC: AUTH PLAIN " + GOOD + "\nS: 503 5.5.1 .*"); }

    @Test void notInClearFromAfar() throws Exception {
        fromAfar = true;
        post.tls(Certificate.context());
        submit("C: AUTH PLAIN " + GOOD + "\nS: 538 5.7.11 .*\nC: MAIL FROM:<>\nS: 530 5.7.0 .*STARTTLS.*");
        assertEquals(0, house.calls.get());
    }

    @Test void underTlsFromAfar() throws Exception {
        fromAfar = true;
        post.tls(Certificate.context());
        secured(submit("C: STARTTLS\nS: 220 2.0.0 .*")).talk("C: HELO x\nS: 250 .*\nC: AUTH PLAIN " + GOOD + "\nS: 235 .*");
        assertTrue(house.clients.getFirst().tls().isPresent());
    }

    @Test void aResponseMayBeLong() throws IOException {
        submit("C: AUTH PLAIN\nS: 334 \nC: " + base64("\0jane\0" + "x".repeat(9000)) + "\nS: 535 .*\nC: AUTH PLAIN\nS: 334 \nC: " + "x".repeat(12_287) + "\nS: 500 5.5.6 .*\nC: NOOP\nS: 250 .*");
    }

    @Test void wrongPasswordsEndTheSession() throws IOException {
        submit("C: AUTH PLAIN AGphbmUAd3Jvbmc=\nS: 535 .*\n".repeat(10) + "S: 421 4.7.0 .*\nS: END");
    }

    @Test void aWrongPasswordIsAnsweredLate() throws IOException {
        house.toWrongPassword = new SignInVerdict.Denied(Duration.ofMillis(300));
        long before = System.nanoTime();
        submit("C: AUTH PLAIN AGphbmUAd3Jvbmc=\nS: 535 .*");
        assertTrue(System.nanoTime() - before >= 300_000_000);
    }

    @Test void aStopDoesNotWaitForTheDelay() throws IOException {
        house.toWrongPassword = new SignInVerdict.Denied(Duration.ofSeconds(25));
        var client = submit("C: AUTH PLAIN AGphbmUAd3Jvbmc=");
        until(() -> !house.clients.isEmpty());
        assertEquals(0, post.drain(Duration.ofSeconds(9)));
        client.talk("S: 535 .*\nS: 421 4.3.2 .*\nS: END");
    }

    @Test void aBusyHouseSaysNothingAboutThePassword() throws IOException {
        house.toWrongPassword = new SignInVerdict.Busy();
        submit("C: AUTH PLAIN AGphbmUAd3Jvbmc=\nS: 454 4.7.0 .*");
        house.broken = true;
        connect(Service.SUBMISSION).talk(HELLO + "C: AUTH PLAIN " + GOOD + "\nS: 454 4.7.0 .*");
    }

    @Test void aStopDuringTheExchangeIsSaid() throws IOException {
        var client = submit("C: AUTH LOGIN\nS: 334 .*");
        post.drain(Duration.ofSeconds(5));
        client.talk("S: 421 4.3.2 .*\nS: END");
    }
}
