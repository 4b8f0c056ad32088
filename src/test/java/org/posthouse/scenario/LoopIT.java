package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;

/// Two appliances whose people forward to each other.
class LoopIT {
    @Test void aLoopEndsWithOneReport() throws Exception {
        var neighbours = Neighbours.here();
        var writer = Person.at(neighbours.a(), "writer");
        var here = Person.at(neighbours.a(), "here");
        var there = Person.at(neighbours.b(), "there");
        forward(here, there.address());
        forward(there, here.address());
        writer.send("round and round", here.address());
        var report = writer.awaitMail("the report of the loop\n" + neighbours.b().story(), mail -> mail.contains("multipart/report"));
        assertTrue(report.contains("5.4.6"), report);                                    // RFC 3463 §3.5: routing loop detected
        Await.until(neighbours.a()::story, () -> neighbours.a().api().get("queue"), answer -> answer.says("\"total\":0") || !answer.says("round"));
        assertEquals(1, writer.mail().size(), "one report");
    }

    private static void forward(Person who, String to) throws Exception {
        var answer = who.house().api().put("accounts/" + who.account().id() + "/delivery", "{\"mailbox\":false,\"forward\":[\"" + to + "\"],\"keepCopy\":false}");
        assertEquals(200, answer.status(), answer::body);
    }
}
