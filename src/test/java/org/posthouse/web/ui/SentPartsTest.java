package org.posthouse.web.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentPartsTest {
    private static final String TYPE = "multipart/form-data; boundary=----b7";

    /// Gives so many octets at a time.
    private static InputStream slow(String text, int most) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override public synchronized int read(byte[] into, int offset, int length) { return super.read(into, offset, Math.min(length, most)); }
        };
    }

    private static String sent(String content) {
        return "------b7\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nsecret\r\n------b7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\old\\a b.mbox\"\r\nContent-Type: application/mbox\r\n\r\n" + content
                + "\r\n------b7\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n\r\n------b7--\r\n";
    }

    @ParameterizedTest @ValueSource(ints = {1, 2, 7, 11, 100_000}) void fieldsComeOneAfterTheOther(int most) throws IOException {
        var content = "From \r\n\r\n------b\r\n------b6\r\r\n" + "x".repeat(200_000 / Math.max(1, 100 / most)) + "\r\n-----";
        var parts = SentParts.of(TYPE, slow(sent(content), most)).orElseThrow();
        var found = new ArrayList<String>();
        for (var next = parts.next(); next.isPresent(); next = parts.next()) found.add(next.get().name() + "|" + next.get().file() + "|" + new String(next.get().content().readAllBytes(), StandardCharsets.ISO_8859_1));
        assertEquals(List.of("token||secret", "file|a b.mbox|" + content, "path||"), found);
    }

    @Test void whatIsNotReadIsPassedOver() throws IOException {
        var parts = SentParts.of("Multipart/Form-Data; charset=utf-8; boundary=\"----b7\"", slow(sent("y".repeat(300_000)), 1_000)).orElseThrow();
        assertEquals("secret", parts.next().orElseThrow().text());
        assertEquals("file", parts.next().orElseThrow().name());
        assertEquals("", parts.next().orElseThrow().text());
        assertTrue(parts.next().isEmpty());
    }

    @Test void aFormThatIsCutOffIsNoFile() throws IOException {
        var parts = SentParts.of(TYPE, slow(sent("text").substring(0, sent("text").indexOf("text") + 2), 1_000)).orElseThrow();
        parts.next();
        var file = parts.next().orElseThrow();
        assertThrows(IOException.class, () -> file.content().readAllBytes());
    }

    @Test void otherTypesAreNone() throws IOException {
        for (var type : new String[] {null, "", "text/plain", "multipart/form-data", "multipart/mixed; boundary=x"}) assertTrue(SentParts.of(type, InputStream.nullInputStream()).isEmpty(), type);
    }
}
