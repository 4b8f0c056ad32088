package org.posthouse.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.Service;

/// Mail through the sockets of the connector and the beans of the house.
class MailRoundIT extends HouseTest {
    @Test void whatComesInBySmtpGoesOutByPop3() throws Exception {
        var jane = people.somebody();
        try (var smtp = Doors.dial(Service.SMTP)) {
            smtp.talk("""
                    S: 220 house.example.test ESMTP.*
                    C: HELO client.example.org
                    S: 250 .*
                    C: MAIL FROM:<bob@example.org>
                    S: 250 2.1.0 .*
                    C: RCPT TO:<%s>
                    S: 250 2.1.5 .*
                    C: DATA
                    S: 354 .*
                    C: Subject: hello
                    C:
                    C: ..body
                    C: .
                    S: 250 2.0.0 .*
                    C: QUIT
                    S: 221 .*
                    """.formatted(jane.address()));
        }
        try (var pop = Doors.dial(Service.POP3)) {
            pop.talk("S: \\+OK.*\nC: USER " + jane.address() + "\nS: \\+OK.*\nC: PASS " + People.PASSWORD + "\nS: \\+OK.*\nC: STAT\nS: \\+OK \\d+ \\d+.*\nC: RETR 1\nS: \\+OK.*");
            var text = new String(pop.multiLine(), StandardCharsets.UTF_8);
            assertTrue(text.endsWith("Subject: hello\r\n\r\n.body\r\n"), text);
        }
    }

    @Test void deletingAnAccountEndsItsSessionAndFreesItsName() throws Exception {
        var jane = people.somebody();
        var signedIn = "S: \\+OK.*\nC: USER " + jane.address() + "\nS: \\+OK.*\nC: PASS " + People.PASSWORD + "\n";
        try (var pop = Doors.dial(Service.POP3)) {
            pop.talk(signedIn + "S: \\+OK.*");
            people.delete(jane);
            for (var line = pop.line(); line != null; line = pop.line()) assertTrue(line.startsWith("-ERR"), line);
        }
        try (var pop = Doors.dial(Service.POP3)) {
            pop.talk(signedIn + "S: -ERR \\[AUTH\\].*");
        }
    }
}
