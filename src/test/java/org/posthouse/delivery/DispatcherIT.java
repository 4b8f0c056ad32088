package org.posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.container.HouseTest;
import org.posthouse.container.HouseThread;
import org.posthouse.container.Letters;
import org.posthouse.container.Tables;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.Arrival;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mailbox.Room;
import org.posthouse.queue.Consignment;
import org.posthouse.queue.Queue;
import org.posthouse.store.MessageStore;
import org.posthouse.store.Position;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

/// A dispatcher and a store of the test's own over the house's tables: what was acknowledged gets its rows once, whatever the checkpoint has seen.
class DispatcherIT extends HouseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject UnitOfWork unitOfWork;
    @Inject Expansion expansion;
    @Inject Messages messages;
    @Inject Folders folders;
    @Inject Room room;
    @Inject Markers markers;
    @Inject Causes causes;
    @Inject Queue queue;
    @Inject Durability durability;
    @Inject Journal journal;
    @Inject Clock clock;
    @Inject Tables tables;
    @Inject HouseThread threads;

    private Path home;

    /// The rows are in, but nobody may rely on it, so the checkpoint stays.
    private static final class NeverDurable extends Durability {
        @Override public void await() { throw new IllegalStateException("the disk does not answer"); }
    }

    /// One run of a house, from the opening of its store to its end.
    private final class Run implements AutoCloseable {
        final MessageStore store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, clock);
        final Dispatcher dispatcher = new Dispatcher();

        Run(Durability durable) throws Exception {
            dispatcher.open = new OpenStore();
            dispatcher.open.set(store);
            dispatcher.unitOfWork = unitOfWork;
            dispatcher.expansion = expansion;
            dispatcher.messages = messages;
            dispatcher.folders = folders;
            dispatcher.room = room;
            dispatcher.markers = markers;
            dispatcher.causes = causes;
            dispatcher.queue = queue;
            dispatcher.durability = durable;
            dispatcher.journal = journal;
            dispatcher.start(threads.factory());
        }

        void take(String... recipients) throws Exception { assertEquals(250, store.append(Letters.to(recipients), Letters.BODY).await().code()); }

        void untilDispatched() throws Exception { Await.until(() -> "nothing waits", () -> store.figures().backlogRecords() == 0, reached -> reached); }

        @Override public void close() {
            dispatcher.stop(PATIENCE);
            store.close();
        }
    }

    @BeforeEach void startWithNothing() throws Exception {
        home = Files.createTempDirectory("dispatcher");
        Await.until(() -> "the house's own dispatcher has nothing to do", () -> markers() == 0, reached -> reached);
    }

    @AfterEach void leaveNothing() { unitOfWork.run(() -> markers.forget(new Position(Long.MAX_VALUE, 0))); }

    private long markers() { return tables.number("SELECT COUNT(*) FROM dispatched"); }

    private int mail(SignedIn who) { return list(who).size(); }

    private List<Messages.Row> list(SignedIn who) { return messages.list(inbox(who)); }

    private long inbox(SignedIn who) { return unitOfWork.call(() -> folders.inbox(who.account())); }

    @Test void everyEnvelopeGetsItsRowsAndTheMarkersGo() throws Exception {
        var jane = people.somebody();
        var john = people.somebody();
        try (var run = new Run(durability)) {
            for (int i = 0; i < 50; i++) run.take(jane.address(), john.address());
            run.untilDispatched();
            Await.until(() -> "the checkpoint has passed all", () -> markers() == 0, reached -> reached);
        }
        assertEquals(50, mail(jane));
        assertEquals(50, mail(john));
        try (var again = new Run(durability)) {
            assertEquals(0, again.store.figures().backlogRecords(), "the next start has nothing to replay");
        }
    }

    @Test void whatIsReplayedIsNotDeliveredTwice() throws Exception {
        var jane = people.somebody();
        try (var run = new Run(new NeverDurable())) {
            for (int i = 0; i < 20; i++) run.take(jane.address());
            run.untilDispatched();
        }
        assertEquals(20, mail(jane));
        assertEquals(20, markers());
        try (var replay = new Run(durability)) {
            replay.take(jane.address());
            replay.untilDispatched();
            Await.until(() -> "the checkpoint has passed all", () -> markers() == 0, reached -> reached);
        }
        assertEquals(21, mail(jane));
        assertEquals(21, list(jane).stream().map(Messages.Row::record).distinct().count());
    }

    @Test void whatWasFetchedAndDeletedDoesNotComeBack() throws Exception {
        var jane = people.somebody();
        try (var run = new Run(new NeverDurable())) {
            for (int i = 0; i < 5; i++) run.take(jane.address());
            run.untilDispatched();
        }
        long inbox = inbox(jane);
        unitOfWork.run(() -> messages.expunge(inbox, Set.of(1L, 2L, 3L, 4L, 5L)));
        try (var replay = new Run(durability)) {
            replay.untilDispatched();
            Await.until(() -> "the checkpoint has passed all", () -> markers() == 0, reached -> reached);
        }
        assertEquals(0, mail(jane));
    }

    @Test void aRecipientNamedTwiceGetsOneCopyAndASubAddressItsOwn() throws Exception {
        var jane = people.somebody();
        var tagged = jane.address().replace("@", "+News@");
        try (var run = new Run(durability)) {
            run.take(jane.address(), jane.address().toUpperCase(java.util.Locale.ROOT), tagged);
            run.untilDispatched();
        }
        assertEquals(2, mail(jane));
        assertEquals(List.of(0, 2), list(jane).stream().map(Messages.Row::delivery).toList(), "the number of a copy is its recipient's place");
        var prefix = new String(messages.find(inbox(jane), 2).orElseThrow().prefix(), StandardCharsets.UTF_8);
        assertEquals("Return-Path: <bob@example.org>\r\nDelivered-To: " + tagged + "\r\n", prefix);
        assertEquals(prefix.length() + Letters.BODY.length, list(jane).getLast().octets());
    }

    @Test void mailForSomebodyWhoLeftGoesBackByTheQueue() throws Exception {
        var gone = people.somebody();
        people.delete(gone);
        var queued = new ArrayList<Consignment>();
        try (var run = new Run(durability)) {
            run.dispatcher.queue = new Queue() {
                @Override public void add(List<Consignment> consignments) { queued.addAll(consignments); }

                @Override public void wake() { }
            };
            run.take(gone.address());
            run.untilDispatched();
        }
        assertEquals(List.of("return 5.1.1 No such recipient here"), queued.stream().map(one -> one.transport() + " " + one.target()).toList());
        assertEquals(gone.address(), queued.getFirst().original());
    }

    @Test void anEnvelopeThatCannotBeDispatchedStopsNobodyAndIsTriedAtTheNextStart() throws Exception {
        var jane = people.somebody();
        var poison = "x".repeat(9000) + "@example.test";                      // its trace would be longer than a row's prefix may be
        try (var run = new Run(durability)) {
            run.take(jane.address());
            run.take(poison);
            run.take(jane.address());
            run.untilDispatched();
        }
        assertEquals(2, mail(jane));
        assertEquals(1, markers(), "the poison holds the checkpoint, so the marker behind it stays");
        try (var next = new Run(durability)) {
            next.take(jane.address());
            next.untilDispatched();
        }
        assertEquals(3, mail(jane), "and what had its rows is not delivered again");
        assertEquals(2, markers(), "and still guarded");
    }

    @Test void aFailureOfTheDatabaseDelaysAndLosesNothing() throws Exception {
        var jane = people.somebody();
        var failing = new ArrayList<>(List.of("once", "twice"));
        try (var run = new Run(durability)) {
            run.dispatcher.messages = new Messages() {
                @Override public java.util.Map<Long, Long> add(List<Arrival> arrivals) {
                    var first = messages.add(arrivals);
                    if (!failing.isEmpty()) throw new IllegalStateException("after the rows were written, " + failing.removeFirst());
                    return first;
                }
            };
            for (int i = 0; i < 10; i++) run.take(jane.address());
            run.untilDispatched();
        }
        assertEquals(10, mail(jane));
        assertEquals(List.of(), failing);
    }
}
