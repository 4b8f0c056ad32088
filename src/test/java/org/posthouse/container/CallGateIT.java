package org.posthouse.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.Dialogue;
import org.posthouse.connector.api.Service;

/// More calls at once than the house has room for: those beyond wait, then hear a 4xx; the bean pool never refuses.
@Tag("any-database") class CallGateIT extends HouseTest {
    private static final int ROOM = 128;
    private static final int TOO_MANY = 12;

    @Inject Doorstep doorstep;

    @Test void theCallTooManyIsToldToComeBack() throws Exception {
        var sessions = new ArrayList<Dialogue>();
        try {
            for (int i = 0; i < ROOM; i++) sessions.add(asking());
            Await.until(() -> "all calls are inside", doorstep::standing, count -> count == ROOM);
            var late = new ArrayList<Dialogue>();
            for (int i = 0; i < TOO_MANY; i++) late.add(asking());
            sessions.addAll(late);
            for (var session : late) session.expect("451 4\\.3\\.2 .*");
            assertEquals(ROOM, doorstep.standing());
            doorstep.open();
            for (var session : sessions.subList(0, ROOM)) session.expect("550 5\\.1\\.1 .*");
            for (var session : late) session.talk("C: NOOP\nS: 250 .*");
        } finally {
            doorstep.open();
            for (var session : sessions) session.close();
        }
    }

    private static Dialogue asking() throws Exception {
        return Doors.dial(Service.SMTP).talk("""
                S: 220 .*
                C: HELO client.example.org
                S: 250 .*
                C: MAIL FROM:<bob@example.org>
                S: 250 .*
                C: RCPT TO:<waiting@example.test>
                """);
    }
}
