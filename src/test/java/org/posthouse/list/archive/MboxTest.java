package org.posthouse.list.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MboxTest {
    private static List<String> read(String file) throws IOException {
        var found = new ArrayList<String>();
        try (var mbox = new Mbox(new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)), java.time.Instant.parse("2026-03-01T12:00:00Z"))) {
            for (var next = mbox.next(); next.isPresent(); next = mbox.next()) found.add(next.get().posted().map(Instant::toString).orElse("?") + " " + new String(next.get().octets(), StandardCharsets.ISO_8859_1).replace("\r\n", "~"));
        }
        return found;
    }

    @Test void messagesAreToldApart() throws IOException {
        assertEquals(List.of("2009-03-02T10:00:00Z A: b~~From here to there~x~", "2009-03-03T10:00:00Z C: d~~From the start~>From quoted twice~"), read("""
                From jane@podunk.test  Mon Mar  2 10:00:00 2009
                A: b

                From here to there
                x

                From bob at far.test  Tue Mar  3 10:00:00 2009
                C: d

                >From the start
                >>From quoted twice
                """));
    }

    @ParameterizedTest @ValueSource(strings = {
        "From jane@podunk.test Mon Mar  2 10:00:00 2009", "From jane@podunk.test Mon Mar  2 10:00 2009", "From jane@podunk.test Mon Mar 02 10:00:00 JST 2009", "From jane@podunk.test  Mon Mar  2 10:00:00 +0900 2009",
        "From \"jane doe\"@podunk.test Mon Mar  2 10:00:00 2009", "From - Mon Mar 02 10:00:00 2009", "From jane at podunk.test  Mon Mar  2 10:00:00 2009", "From jane@podunk.test Mon Mar  2 10:00:00 2009 remote from far"})
    void separatorsOfManyKinds(String separator) throws IOException { assertEquals(List.of("2009-03-02T10:00:00Z A: b~~x~"), read("junk\n\n" + separator + "\r\nA: b\r\n\r\nx\r\n")); }

    @ParameterizedTest @ValueSource(strings = {"", "\n\n\n", "From nobody\n", "no mail at all", "\0\0\0"}) void whatIsNoMboxHasNoMessages(String file) throws IOException { assertEquals(List.of(), read(file)); }

    @ParameterizedTest @ValueSource(strings = {"From a@b Mon Mar  2 10:00:00 9999", "From a@b Mon Mar  2 10:00:00 1969", "From a@b Mon Feb 31 10:00:00 2009"})
    void datesThatCannotBeAreNone(String separator) throws IOException { assertEquals(List.of("? A: b~~x~"), read(separator + "\nA: b\n\nx\n")); }

    @Test void contentLengthIsNotBelievedAndLineEndsMayBeAny() throws IOException {
        assertEquals(List.of("2009-03-02T10:00:00Z A: b~Content-Length: 99999~~x y~", "2009-03-02T10:00:00Z C: d~~"), read("From a@b Mon Mar  2 10:00:00 2009\r\nA: b\r\nContent-Length: 99999\n\nx\r y\0\r\n\nFrom a@b Mon Mar  2 10:00:00 2009\nC: d\n"
                .replace("x\r y\0", "x y")).stream().map(text -> text.equals("2009-03-02T10:00:00Z C: d~") ? "2009-03-02T10:00:00Z C: d~~" : text).toList());
    }

    @Test void whatIsWrittenIsReadAgain() throws IOException {
        var message = "Subject: x\r\n\r\nFrom me\r\n>From you\r\nFrom: not\r\n\r\nend\r\n";
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            Mbox.separator(out, "jane@podunk.test", Instant.parse("2009-03-02T10:00:00Z"));
            Mbox.message(out, new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
        }
        assertEquals(List.of("2009-03-02T10:00:00Z " + message.replace("\r\n", "~"), "2009-03-02T10:00:00Z " + message.replace("\r\n", "~")), read(out.toString(StandardCharsets.ISO_8859_1)));
    }

    @Test void aReaderGoesOnWhereAnotherStopped() throws IOException {
        var file = "junk\n\nFrom a@b Mon Mar  2 10:00:00 2009\nA: b\n\n" + "x".repeat(700_000) + "\n\nFrom a@b Tue Mar  3 10:00:00 2009\nC: d\n\ny";
        try (var mbox = new Mbox(new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)), Instant.parse("2026-03-01T12:00:00Z"))) {
            assertEquals("A: b\r\n\r\n" + "x".repeat(700_000) + "\r\n", new String(mbox.next().orElseThrow().octets(), StandardCharsets.ISO_8859_1));
            assertEquals(file.indexOf("From a@b Tue"), mbox.position());
            assertEquals(List.of("2009-03-03T10:00:00Z C: d~~y~"), read(file.substring((int) mbox.position())));
            mbox.next();
            assertEquals(file.length(), mbox.position());
        }
    }

    @Test void hashesAreHyperKittys() { assertEquals(32, ArchiveImport.hash("a@b").length()); }
}
