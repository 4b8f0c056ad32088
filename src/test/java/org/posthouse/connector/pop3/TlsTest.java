package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.connector.Certificate;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;

class TlsTest extends Pop3Test {
    private int port;

    @BeforeEach void certificate() throws Exception { post.tls(Certificate.context()); }

    @Override int open(Service service, Limits limits) throws IOException { return port = super.open(service, limits); }

    private Dialogue over(Socket socket) throws Exception {
        var layered = (SSLSocket) Certificate.context().getSocketFactory().createSocket(socket, "mx.example.test", port, true);
        layered.startHandshake();
        return new Dialogue(layered);
    }

    private Dialogue pop3s() throws Exception {
        open(Service.POP3S, Limits.DEFAULT);
        return over(new Socket("127.0.0.1", port));
    }

    @Test void stlsStartsAgainUnderTls() throws Exception {
        house.mail("Subject: one\r\n\r\n.\r\n");
        var clear = connect().talk("""
                S: \\+OK .*
                C: LANG ja
                S: \\+OK ja .*
                C: USER jane
                S: \\+OK .*
                C: STLS
                S: \\+OK .*
                """);
        over(clear.socket()).talk("""
                C: PASS secret word
                S: -ERR USER comes first
                C: STLS
                S: -ERR TLS is active already
                C: USER jane
                S: \\+OK .*
                C: PASS secret word
                S: \\+OK .*
                C: RETR 1
                S: \\+OK .*
                S: Subject: one
                S:\s
                S: \\.\\.
                S: \\.
                C: QUIT
                S: \\+OK bye
                S: END
                """);
        assertEquals("TLSv1.3", house.clients.getLast().tls().orElseThrow().protocol());
    }

    @Test void capabilitiesOfferStlsOnlyWhileItCanBeHad() throws Exception {
        var clear = connect().talk("S: \\+OK .*\nC: CAPA\nS: \\+OK .*");
        assertTrue(capabilities(clear).contains("STLS"));
        var secure = over(clear.talk("C: STLS\nS: \\+OK .*").socket());
        secure.talk("C: CAPA\nS: \\+OK .*");
        assertFalse(capabilities(secure).contains("STLS"));
    }

    private static List<String> capabilities(Dialogue dialogue) throws IOException { return new String(dialogue.multiLine(), StandardCharsets.US_ASCII).lines().toList(); }

    @Test void whatIsSentBehindStlsIsNeverObeyed() throws Exception {
        var dialogue = connect().talk("S: \\+OK .*");
        dialogue.send("STLS\r\nUSER jane\r\nPASS secret word\r\n");
        dialogue.talk("S: -ERR nothing may follow STLS before TLS\nS: END");
        assertEquals(List.of(), house.clients);
    }

    @Test void pop3sSpeaksTlsFirst() throws Exception {
        pop3s().talk("S: \\+OK .*\nC: USER jane\nS: \\+OK .*\nC: PASS secret word\nS: \\+OK .*\nC: QUIT\nS: \\+OK .*\nS: END");
    }

    @Test void aPlainClientOnPop3sIsDropped() throws Exception {
        open(Service.POP3S, Limits.DEFAULT);
        try (var plain = new Dialogue(port)) {
            plain.send("USER jane\r\n");
            assertTrue(plain.socket().getInputStream().readAllBytes().length < 64, "an alert at most");
        } catch (java.net.SocketException reset) {
            // as good as an end
        }
        await("end", () -> post.sessions().isEmpty());
    }

    @Test void withoutACertificatePop3sDoesNotOpen() {
        var bare = new org.posthouse.connector.listen.ListeningPost(java.util.Map.of(Service.POP3S, protocol()), house, java.time.Clock.systemUTC());
        bare.house(new Control.House("mx.example.test", null));
        var listener = new Control.Listener(Service.POP3S, List.of(InetAddress.getLoopbackAddress()), 0);
        assertEquals("pop3s needs a certificate", assertThrows(IllegalStateException.class, () -> bare.open(listener)).getMessage());
    }

    @Test void aStopIsHeardUnderTlsToo() throws Exception {
        var dialogue = pop3s().talk("S: \\+OK .*\nC: USER jane\nS: \\+OK .*");
        var stop = CompletableFuture.supplyAsync(() -> post.drain(PATIENCE), Thread::startVirtualThread);
        dialogue.talk("S: -ERR \\[SYS/TEMP\\] .*\nS: END");
        assertEquals(0, stop.get());
    }

    @Test void aLargeMessageStreamsUnderTls(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("message"), ("Subject: many\r\n\r\n" + "line\r\n".repeat(500_000)).getBytes(StandardCharsets.US_ASCII));
        house.mail(FakeMessage.file("", file, true));
        var dialogue = pop3s().talk("S: \\+OK .*\nC: USER jane\nS: \\+OK .*\nC: PASS secret word\nS: \\+OK .*\nC: RETR 1\nS: \\+OK .*");
        dialogue.skip(Files.size(file));
        dialogue.talk("S: \\.\nC: QUIT\nS: \\+OK .*\nS: END");
    }
}
