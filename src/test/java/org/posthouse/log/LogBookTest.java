package org.posthouse.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.log.LogBook.Filter;

class LogBookTest {
    @TempDir Path home;
    private LogBook book;

    @BeforeEach void open() throws IOException {
        Files.createDirectories(home.resolve("log"));
        book = new LogBook(home.toString());
    }

    private void write(int number, String text) throws IOException { Files.writeString(home.resolve("log/posthouse." + number + ".log"), text); }

    private List<String> messages(Filter filter) { return book.page(filter, 0, 200).entries().stream().map(LogEntry::message).toList(); }

    private static Filter text(String text) { return new Filter(text, false, Optional.empty(), Optional.empty(), Optional.empty()); }

    @Test void theNewestComesFirstThroughAllFiles() throws IOException {
        write(1, "2026-03-01T10:00:00.000Z INFO appliance.Appliance event=open\n");
        write(0, "2026-03-01T11:00:00.000Z INFO connector.smtp.Session one\n2026-03-01T12:00:00.000Z WARNING Grizzly two\n    java.lang.Error\n        at here\n");
        var entries = book.page(Filter.ALL, 0, 200).entries();
        assertEquals(List.of("two", "one", "event=open"), entries.stream().map(LogEntry::message).toList());
        assertEquals(List.of(LogGroup.SERVER, LogGroup.SMTP, LogGroup.HOUSE), entries.stream().map(LogEntry::group).toList());
        assertEquals("    java.lang.Error\n        at here", entries.getFirst().trace());
        assertEquals("", entries.getLast().trace());
    }

    @Test void filtersNarrowIt() throws IOException {
        write(0, """
                2026-03-01T10:00:00.000Z INFO connector.smtp.Session id=1 from=<Jane@example.org>
                2026-03-01T11:00:00.000Z WARNING account.SignInDesk denied
                    java.lang.IllegalStateException: jane
                2026-03-01T12:00:00.000Z SEVERE store.LogWriter broken
                """);
        assertEquals(List.of("denied", "id=1 from=<Jane@example.org>"), messages(text(" jane ")));
        assertEquals(List.of("broken", "denied"), messages(new Filter("", true, Optional.empty(), Optional.empty(), Optional.empty())));
        assertEquals(List.of("denied"), messages(new Filter("", false, Optional.of(LogGroup.SIGN_IN), Optional.empty(), Optional.empty())));
        assertEquals(List.of("denied"), messages(new Filter("", false, Optional.empty(), Optional.of(Instant.parse("2026-03-01T10:30:00Z")), Optional.of(Instant.parse("2026-03-01T12:00:00Z")))));
        assertEquals(List.of(), messages(text("nothing of the kind")));
    }

    @Test void pagesGoOnWhereTheLastEnded() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 5000; i++) lines.append(String.format("2026-03-01T10:00:%02d.%03dZ INFO delivery.Dispatcher line=%d %s%n", i / 1000, i % 1000, i, "あ".repeat(i % 50)));
        write(0, lines.toString());
        var seen = new ArrayList<String>();
        for (int page = 0; ; page++) {
            var found = book.page(Filter.ALL, page * 200, 200);
            found.entries().forEach(entry -> seen.add(entry.message().split(" ")[0]));
            if (!found.more()) break;
        }
        assertEquals(5000, seen.size());
        assertEquals("line=4999", seen.getFirst());
        assertEquals("line=0", seen.getLast());
    }

    @Test void aSearchEndsAndSaysSo() throws IOException {
        var line = "2026-03-01T10:00:00.000Z INFO delivery.Dispatcher " + "x".repeat(1000) + "\n";
        write(0, line.repeat(50_000));
        assertTrue(book.page(text("zzz"), 0, 200).cut());
        assertFalse(book.page(Filter.ALL, 0, 200).cut());
    }

    @Test void oddFilesAreNoTrouble() throws IOException {
        assertEquals(List.of(), messages(Filter.ALL));
        write(0, "");
        write(1, "no line of ours\n\n\u0000\u001b[31m\n");
        write(2, "2026-99-99T10:00:00.000Z INFO a b\n2026-03-01T10:00:00.000Z INFO api.Problems last without an end");
        assertEquals(List.of("last without an end"), messages(Filter.ALL));
        Files.delete(home.resolve("log/posthouse.0.log"));
        write(1, "z".repeat(2 << 20));
        assertEquals(List.of("last without an end"), messages(Filter.ALL));
    }

    @ParameterizedTest @CsvSource({"connector.smtp.Session, SMTP", "endpoint.SignInBean, SIGN_IN", "endpoint.IntakeBean, SMTP", "web.auth.AccessFilter, SIGN_IN", "web.ui.PageServlet, WEB", "appliance.Listeners, HOUSE", "Grizzly, SERVER",
            "-, SERVER", "form.Forms, CHANGES", "storefront.X, HOUSE"})
    void aLoggerBelongsToOneGroup(String logger, LogGroup group) { assertEquals(group, LogGroup.of(logger)); }

    @Test void everyGroupHasASettingOfItsOwn() { assertEquals(LogGroup.values().length, java.util.Arrays.stream(LogGroup.values()).map(LogGroup::label).distinct().count()); }
}
