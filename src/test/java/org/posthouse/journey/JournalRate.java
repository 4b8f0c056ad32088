package org.posthouse.journey;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// What a message costs the journal in time of a processor, with its header read from a real store, and how long a look takes over many days.
/// `java -cp … org.posthouse.journey.JournalRate [messages a day] [days]`.
final class JournalRate {
    private static final byte[] LETTER = ("Received: from a.test by b.test; Thu, 1 Jan 2026 00:00:00 +0000\r\nFrom: Load <load@sender.test>\r\nTo: somebody\r\nSubject: Measured\r\nMessage-ID: <measured@sender.test>\r\n\r\nHello\r\n").getBytes();

    private JournalRate() { }

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        int days = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        var home = Files.createTempDirectory("journal-rate");
        fromStore(home.resolve("one"), 20_000);
        var house = new TestJournal(home.resolve("many"));
        long begun = cpu();
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < messages; i++) {
                int number = day * messages + i;
                house.accepted(number, "user" + number % 5000 + "@far" + number % 977 + ".test", null, false, "reader" + number % 20_011 + "@red.test");
                house.note(house.event(number, "reader" + number % 20_011 + "@red.test", Event.Kind.DELIVERED, "INBOX", "").of(1 + number % 20_011));
                if (i % 2000 == 1999) house.journal.step();
            }
            house.journal.step();
            house.now = house.now.plus(Duration.ofDays(1));
        }
        System.out.printf(Locale.ROOT, "written messages=%d cpu-us-a-message=%.1f octets-a-message=%d%n", days * messages, (cpu() - begun) / 1e3 / days / messages, house.journal.figures().octets() / days / messages);
        for (int round = 0; round < 3; round++) {
            look("a record", () -> house.journeys.story(TestJournal.record(messages * days / 2).toString(), new Sight.All()).orElseThrow());
            look("an address, 50 messages", () -> house.journeys.page(Search.of("reader77@red.test"), new Sight.All(), Optional.empty(), 50).found().getFirst());
            look("an account, 50 messages", () -> house.journeys.page(Search.ALL, new Sight.Own(78, java.util.Set.of("red.test")), Optional.empty(), 50).found().getFirst());
            look("the latest 50", () -> house.journeys.page(Search.ALL, new Sight.All(), Optional.empty(), 50).found().getFirst());
            look("an address that is nobody's", () -> house.journeys.page(Search.of("nobody@nowhere.test"), new Sight.All(), Optional.empty(), 50));
        }
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private interface Look { Object run() throws Exception; }

    private static void look(String what, Look look) throws Exception {
        long begun = System.nanoTime();
        look.run();
        System.out.printf(Locale.ROOT, "looked for=\"%s\" ms=%.1f%n", what, (System.nanoTime() - begun) / 1e6);
    }

    private static void fromStore(Path home, int messages) throws Exception {
        var house = new TestJournal(home);
        try (var store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.journal.clock)) {
            var facts = new org.posthouse.connector.api.BodyFacts(LETTER.length, LETTER.length - 7, 7, 0, false, true);
            var envelope = new org.posthouse.connector.api.Envelope(org.posthouse.connector.api.Sender.of(org.posthouse.mime.Path.to("load", "sender.test")), java.util.List.of(org.posthouse.connector.api.Recipient.of(org.posthouse.mime.Path.to("jane", "red.test"))));
            org.posthouse.store.Receipt last = null;
            for (int i = 0; i < messages; i++) last = store.append(StoredEnvelope.made(house.now, envelope, facts, "cause" + i), LETTER);
            if (last != null) last.await();
            var spent = new long[1];
            house.journal.start(work -> Thread.ofPlatform().unstarted(() -> {
                work.run();
                spent[0] = cpu();
            }), store);
            for (int taken = 0; taken < messages; ) {
                var entries = store.take(500);
                entries.forEach(house.journal::accepted);
                for (var entry : entries) house.journal.note(new Event(house.now, entry.id().toString(), "jane@red.test", Event.Kind.DELIVERED, "INBOX", "").of(7));
                store.checkpoint(entries.getLast().position());
                taken += entries.size();
            }
            house.journal.stop(Duration.ofMinutes(1));
            System.out.printf(Locale.ROOT, "from the store messages=%d cpu-us-a-message=%.1f (the writing thread, headers read, two items a message)%n", messages, spent[0] / 1e3 / messages);
        }
    }

    private static long cpu() { return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); }
}
