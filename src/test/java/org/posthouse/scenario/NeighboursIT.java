package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.Dialogue;

/// The far sides are real.
class NeighboursIT {
    @Test void postfixTakesMailForItsDomainsAndDeliversIt() throws Exception {
        var neighbours = Neighbours.here();
        var postfix = neighbours.postfix();
        try (var line = new Dialogue(new Socket(Neighbours.ADDRESS_POSTFIX, neighbours.port()))) {
            line.talk("""
                    S: 220 .*
                    C: HELO test
                    S: 250 .*
                    C: MAIL FROM:<a@a.test>
                    S: 250 .*
                    C: RCPT TO:<later@p.test>
                    S: 451 4.2.1 .*
                    C: RCPT TO:<never@p.test>
                    S: 550 5.1.1 .*
                    C: RCPT TO:<jane@p.test>
                    S: 250 .*
                    C: DATA
                    S: 354 .*
                    C: Subject: hello
                    C:
                    C: there
                    C: .
                    S: 250 .*
                    C: QUIT
                    S: 221 .*
                    """);
        }
        var mail = Await.until(postfix::story, () -> postfix.mail("jane@p.test"), all -> !all.isEmpty());
        assertTrue(mail.getFirst().contains("Subject: hello"), mail.getFirst());
    }
}
