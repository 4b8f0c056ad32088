package org.posthouse.journey;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.store.Entry;
import org.posthouse.store.Intake;
import org.posthouse.store.Position;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.store.Trace;

/// A journal without a house, that writes when told to.
final class TestJournal {
    final Map<Setting, Long> settings = new HashMap<>();
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    final Journal journal;
    final Journeys journeys = new Journeys();

    TestJournal(Path home) {
        journal = new Journal(home.toString());
        journal.clock = new Clock() {
            @Override public java.time.ZoneId getZone() { return ZoneOffset.UTC; }

            @Override public Clock withZone(java.time.ZoneId zone) { return this; }

            @Override public Instant instant() { return now; }
        };
        journal.settings = new Settings() {
            @Override public Snapshot now() { return new Snapshot(1, settings, Map.of()); }
        };
        journeys.journal = journal;
        journal.step();
    }

    static RecordId record(int number) { return new RecordId(new UUID(0x0197_0000_0000_7000L, 1L << 63), number); }

    void accepted(int number, String from, SignedIn who, boolean vouched, String... to) {
        var envelope = new Envelope(Sender.of(path(from)), Arrays.stream(to).map(r -> Recipient.of(path(r))).toList());
        var trace = new Trace("smtp", new InetSocketAddress("192.0.2.7", 40000), "client.example.org", true, Optional.empty(), Optional.ofNullable(who), "a1b2");
        var stored = StoredEnvelope.received(now, envelope, new BodyFacts(2000, 200, 30, 0, false, true), trace, vouched ? Intake.OWN : Intake.UNASKED);
        journal.accepted(new Entry(record(number), new Position(1, number), stored));
    }

    Event event(int number, String recipient, Event.Kind kind, String subject, String text) { return new Event(now, record(number).toString(), recipient, kind, subject, text); }

    void note(Event... events) { for (var event : events) journal.note(event); }

    List<String> find(Search search, Sight sight) throws Exception { return journeys.page(search, sight, Optional.empty(), 50).found().stream().map(Story.Glance::record).map(TestJournal::number).toList(); }

    List<String> find(String text, Sight sight) throws Exception { return find(Search.of(text), sight); }

    static String number(String record) { return record.substring(record.indexOf('-') + 1); }

    private static org.posthouse.mime.Path path(String address) { return ((PathRead.Good) PathRead.parse("<" + address + ">")).path(); }
}
