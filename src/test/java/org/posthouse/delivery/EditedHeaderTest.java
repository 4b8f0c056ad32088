package org.posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthouse.sieve.Action;

class EditedHeaderTest {
    private static final String HEADER = "Subject: one\r\nX-A: 1\r\n\tfolded\r\nx-a : 2\r\nno field at all\r\nX-A: 3\r\n\r\n";

    private static String edited(String header, Action... edits) { return new String(EditedHeader.of(header.getBytes(StandardCharsets.UTF_8), List.of(edits)), StandardCharsets.UTF_8); }

    @Test void fieldsComeAtEitherEnd() {
        assertEquals("X-B: top\r\nSubject: one\r\nX-C: end\r\n\r\n", edited("Subject: one\r\n\r\n", new Action.AddHeader("X-B", "top", false), new Action.AddHeader("X-C", "end", true)));
        assertEquals("Subject: =?UTF-8?B?5Lu25ZCN?=\r\n\r\n", edited("\r\n", new Action.AddHeader("Subject", "件名", false)));
    }

    @Test void fieldsGoByTheirNumberWithAllTheirLines() {
        assertEquals(HEADER.replace("X-A: 1\r\n\tfolded\r\n", ""), edited(HEADER, new Action.DeleteHeader("x-a", 1)));
        assertEquals(HEADER.replace("x-a : 2\r\n", ""), edited(HEADER, new Action.DeleteHeader("X-A", 2)));
        assertEquals("no field at all\r\nX-A: 3\r\n\r\n", edited(HEADER, new Action.DeleteHeader("X-A", 2), new Action.DeleteHeader("X-A", 1), new Action.DeleteHeader("Subject", 1)));
    }

    @Test void whatIsNotThereStaysAway() {
        assertEquals(HEADER, edited(HEADER, new Action.DeleteHeader("X-A", 4), new Action.DeleteHeader("X-B", 1)));
        assertEquals("", edited("", new Action.DeleteHeader("X-B", 1)));
        assertEquals("X-B: 1\r\nSubject: unfinished", edited("Subject: unfinished", new Action.AddHeader("X-B", "1", false)));
    }
}
