package org.posthouse.queue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.Durability;
import org.posthouse.housemail.Letter;
import org.posthouse.housemail.TestMail;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.PathRead;
import org.posthouse.queue.Delivery.State;
import org.posthouse.setting.TestHostName;
import org.posthouse.store.Entry;
import org.posthouse.store.Intake;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// Reports on a test's house with a store of its own: what the queue would tell, and what is sent of it.
final class ReportHouse implements AutoCloseable {
    final TestHouse house = new TestHouse();
    final MessageStore store;
    final ReportDesk desk = new ReportDesk();
    final ReportRounds rounds = new ReportRounds();
    final List<Event> noted = new ArrayList<>();
    private final OpenStore open = new OpenStore();
    private long ids = 1;

    ReportHouse(Path home) throws Exception {
        store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT.withReserveBytes(0), house.clock);
        open.set(store);
        house.work.run(() -> house.domains.add("example.test"));
        var durability = new Durability() { @Override public void await() { } };
        var hostName = TestHostName.of("mx.example.test", house.settings);
        var lines = new ReportLines();
        lines.database = house.database;
        lines.ids = house.domains.ids;
        lines.clock = house.clock;
        desk.handling = new ErrorHandling();
        desk.handling.settings = house.settings;
        desk.schedules = TestSchedules.of(house);
        desk.settings = rounds.settings = house.settings;
        desk.lines = rounds.lines = lines;
        desk.rounds = rounds;
        desk.unitOfWork = rounds.unitOfWork = house.work;
        desk.durability = rounds.durability = durability;
        desk.clock = rounds.clock = house.clock;
        rounds.mail = TestMail.of(house, open, hostName);
        rounds.open = open;
        rounds.hostName = hostName;
        rounds.directory = house.directory;
        rounds.accounts = house.accounts;
        rounds.journal = new Journal() { @Override public void note(Event event) { noted.add(event); } };
    }

    /// A message in the store, and what it came with.
    Message message(String sender, String text, Sender.Ret ret, Intake intake, Optional<String> cause) throws Exception {
        var octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var path = ((PathRead.Good) PathRead.parse("<" + sender + ">")).path();
        boolean utf8 = !sender.chars().allMatch(c -> c < 128);
        var envelope = new StoredEnvelope(house.clock.instant(), new Envelope(new Sender(path, 0, Sender.Body.EIGHT_BIT, utf8, ret, "QQ314159", ""), List.of(Recipient.of(((PathRead.Good) PathRead.parse("<x@far.example>")).path()))),
                Letter.facts(octets), Optional.empty(), cause, intake);
        store.append(envelope, octets).await();
        var entry = taken().getLast();
        return new Message(entry.id(), envelope, sender);
    }

    record Message(RecordId record, StoredEnvelope envelope, String sender) { }

    Message message(String sender) throws Exception { return message(sender, "From: Jane\nSubject: =?UTF-8?Q?D=C3=A9j=C3=A0_vu?=\nMessage-ID: <1@example.test>\n\nAgain.\n", Sender.Ret.UNSAID, Intake.OWN, Optional.empty()); }

    Delivery delivery(Message message, String recipient, Notify... notifies) {
        return new Delivery(ids++, message.record(), 0, message.sender(), recipient, recipient, Set.of(notifies), "rfc822;" + recipient, 0, "smtp", "", "mx:" + recipient.substring(recipient.indexOf('@') + 1), State.TRYING, "", 1,
                message.envelope().arrival(), house.clock.instant(), false, 100, Remark.NONE);
    }

    static Load load(Message message, Delivery... deliveries) { return new Load(message.record(), message.envelope(), message.sender(), new byte[0], List.of(deliveries)); }

    static Outcome never(String enhanced, String text) { return new Outcome.Never(new Remark("mx1.far.example", 550, enhanced, text, "TLSv1.3")); }

    /// All of a load end the same way.
    Map<Delivery, String> ended(Load load, Outcome outcome) {
        var outcomes = new HashMap<Delivery, Outcome>();
        load.deliveries().forEach(delivery -> outcomes.put(delivery, outcome));
        return desk.ended(load, outcomes);
    }

    /// What is in the store since the last look.
    List<Entry> taken() throws IOException {
        var all = new ArrayList<Entry>();
        for (var some = store.poll(1000); !some.isEmpty(); some = store.poll(1000)) all.addAll(some);
        return all;
    }

    /// What was sent since the last look, when nothing more comes: to whom → the message.
    Map<String, MimeMessage> sent() throws Exception {
        for (int i = 0; i < 20; i++) {
            house.clock.pass(Duration.ofSeconds(1));
            rounds.round();
        }
        var sent = new HashMap<String, MimeMessage>();
        for (var entry : taken()) {
            var envelope = entry.envelope();
            if (!envelope.envelope().sender().path().isNull()) throw new AssertionError("a report with a sender");
            try (var body = store.read(entry.id()).orElseThrow()) {
                var properties = new Properties();
                properties.put("mail.mime.allowutf8", "true");
                for (var recipient : envelope.envelope().recipients())
                    if (sent.put(recipient.path().address().orElseThrow().toString(), new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(body.open().readAllBytes()))) != null) throw new AssertionError("two messages to " + recipient);
            }
        }
        return sent;
    }

    Instant now() { return house.clock.instant(); }

    void choose(String setting, String value) { house.work.run(() -> house.settings.change(Map.of(setting, Optional.of(value)), Optional.empty())); }

    @Override public void close() {
        store.close();
        house.close();
    }
}
