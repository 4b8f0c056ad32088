package org.posthouse.housemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.Scratch;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

/// Letters of transactions, and houses that die.
class OutboxTest {
    private static final byte[] OCTETS = ("Subject: long\r\n\r\n" + "0123456789abcdef\r\n".repeat(2000)).getBytes(StandardCharsets.US_ASCII);

    private final TestHouse house = new TestHouse();
    private final List<Recipient> recipients = List.of(Recipient.of(path("<jane@far.test>")), Recipient.of(path("<\"j d\"@far.test>")));
    private final List<String> stored = new ArrayList<>();
    private MessageStore store;
    private OpenStore open;

    private static Path path(String text) { return PathRead.parse(text) instanceof PathRead.Good(var path, _) ? path : null; }

    @BeforeEach void opened() throws Exception {
        var home = Scratch.passing("outbox");
        store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.clock);
        open = new OpenStore();
        open.set(store);
    }

    @AfterEach void closed() {
        store.close();
        house.close();
    }

    private Outbox started() {
        var outbox = new Outbox();
        outbox.database = house.database;
        outbox.open = open;
        outbox.ids = house.domains.ids;
        outbox.clock = house.clock;
        return outbox;
    }

    private long rows() { return ((Number) house.work.call(() -> house.database.createNativeQuery("SELECT COUNT(*) FROM house_letter").getSingleResult())).longValue(); }

    private List<String> stored() throws Exception {
        for (var entry : store.poll(100)) stored.add(entry.envelope().cause().orElseThrow() + " " + entry.envelope().envelope().sender().path() + " " + entry.envelope().envelope().recipients().stream().map(one -> one.path().toString()).toList());
        return stored;
    }

    @Test void aLetterIsGoneFromHereOnceTheStoreHasIt() throws Exception {
        var outbox = started();
        long id = house.work.call(() -> outbox.write("why", Sender.of(Path.NULL), recipients, OCTETS));
        assertEquals(1, rows());
        outbox.send(id, "why", Sender.of(Path.NULL), recipients, OCTETS);
        house.work.run(outbox::settle);
        assertEquals(0, rows());
        assertEquals(List.of("why/0 <> [<jane@far.test>, <\"j d\"@far.test>]"), stored());
    }

    @Test void whatACrashLeavesIsSentUnderTheSameCause() throws Exception {
        house.work.run(() -> started().write("why", Sender.of(path("<biking-bounces+x@podunk.test>")), recipients, OCTETS));
        var next = started();
        house.work.run(next::settle);
        assertEquals(List.of(), stored(), "its transaction may have been committed just now");
        house.clock.pass(Duration.ofMinutes(2));
        house.work.run(next::settle);
        house.work.run(next::settle);
        assertEquals(0, rows());
        assertEquals(List.of("why/0 <biking-bounces+x@podunk.test> [<jane@far.test>, <\"j d\"@far.test>]"), stored());
        house.clock.pass(Duration.ofMinutes(2));
        house.work.run(next::settle);
        assertEquals(1, stored().size());
    }

    @Test void whatIsTakenBackIsNotSent() throws Exception {
        var outbox = started();
        assertThrows(IllegalStateException.class, () -> house.work.run(() -> {
            outbox.write("why", Sender.of(Path.NULL), recipients, OCTETS);
            throw new IllegalStateException("taken back");
        }));
        house.clock.pass(Duration.ofMinutes(2));
        house.work.run(outbox::settle);
        assertEquals(List.of(), stored());
    }
}
