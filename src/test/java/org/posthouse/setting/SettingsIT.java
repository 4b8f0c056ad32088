package org.posthouse.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.connector.api.Service;
import org.posthouse.container.Doors;
import org.posthouse.container.HouseTest;
import org.posthouse.container.HouseThread;
import org.posthouse.container.Tables;
import org.posthouse.database.UnitOfWork;

/// Settings changed under a running house.
class SettingsIT extends HouseTest {
    @Inject Settings settings;
    @Inject UnitOfWork unitOfWork;
    @Inject Tables tables;
    @Inject HouseThread threads;

    @AfterEach void putBack() {
        change(Stream.concat(Arrays.stream(Setting.values()).map(Setting::label), Arrays.stream(TextSetting.values()).map(TextSetting::label)).collect(Collectors.toMap(name -> name, _ -> Optional.<String>empty())));
    }

    private Outcome change(Map<String, Optional<String>> wishes) { return unitOfWork.call(() -> settings.change(wishes, Optional.empty())); }

    private Outcome change(String name, String value) { return change(Map.of(name, Optional.of(value))); }

    @Test void aChangeHoldsAtOnceAndOnlyForWhatComesAfterIt() throws Exception {
        try (var early = Doors.dial(Service.SMTP)) {
            early.talk("S: 220 .*\nC: HELO client.example.org\nS: 250 .*\nC: VRFY postmaster\nS: 252 .*");
            assertInstanceOf(Outcome.Settled.class, change("smtp.vrfy", "true"));
            early.talk("C: VRFY postmaster\nS: 252 .*");
        }
        try (var late = Doors.dial(Service.SMTP)) {
            late.talk("S: 220 .*\nC: HELO client.example.org\nS: 250 .*\nC: VRFY postmaster\nS: 250 2\\.1\\.5 .*");
        }
    }

    @Test void theConnectorAnnouncesTheNewLimits() throws Exception {
        change(Map.of("smtp.message-bytes", Optional.of("1000000"), "smtp.recipients", Optional.of("100"), "smtp.header-bytes", Optional.of("20000")));
        try (var session = Doors.dial(Service.SMTP)) {
            session.expect("220 .*");
            session.send("EHLO client.example.org\r\n");
            var lines = new ArrayList<String>();
            do lines.add(session.line()); while (lines.getLast().startsWith("250-"));
            assertEquals(1, lines.stream().filter(line -> line.matches("250.SIZE 1000000")).count(), lines::toString);
            assertEquals(1, lines.stream().filter(line -> line.matches("250.LIMITS .*RCPTMAX=100.*")).count(), lines::toString);
        }
    }

    @Test void whatCannotBeUsedIsNamedAndNothingIsChanged() {
        var before = settings.now();
        var refused = assertInstanceOf(Outcome.Refused.class, change(Map.of("smtp.recipients", Optional.of("500"), "smtp.errors", Optional.of("5"), "session.errors", Optional.of("0"))));
        assertEquals(List.of("session.errors", "smtp.errors"), refused.faults().stream().map(Snapshot.Fault::name).sorted().toList());
        assertEquals(before, settings.now());
        assertEquals(0, tables.number("SELECT COUNT(*) FROM setting"));
        assertEquals(before.version(), tables.number("SELECT version FROM setting_version"));
    }

    @Test void valuesMustFitEachOther() {
        change("session.connections", "50");
        assertEquals(10_000, settings.now().value(Setting.CONNECTIONS), "100 from one address do not fit in 50");
        var settled = assertInstanceOf(Outcome.Settled.class, change(Map.of("session.connections", Optional.of("50"), "session.connections-per-address", Optional.of("20"))));
        assertEquals(50, settled.now().limits().connections());
    }

    @Test void onlyWhatDiffersFromTheDefaultIsKept() {
        change("smtp.recipients", "500");
        assertEquals(1, tables.number("SELECT COUNT(*) FROM setting WHERE name = 'smtp.recipients' AND chosen = '500'"));
        long version = settings.now().version();
        assertEquals(version, assertInstanceOf(Outcome.Settled.class, change("smtp.recipients", "500")).now().version(), "nothing new");
        change("smtp.recipients", "1000");
        assertEquals(0, tables.number("SELECT COUNT(*) FROM setting"));
        assertEquals(version + 1, settings.now().version());
    }

    @Test void whatIsRolledBackNeverHeld() {
        var before = settings.now();
        assertThrows(IllegalArgumentException.class, () -> unitOfWork.run(() -> {
            settings.change(Map.of("smtp.vrfy", Optional.of("true")), Optional.empty());
            throw new IllegalArgumentException("the rest of it failed");
        }));
        assertEquals(before, settings.now());
    }

    @Test void twoWhoSawTheSameVersionDoNotOverwriteEachOther() {
        long seen = settings.now().version();
        var outcomes = new Outcome[4];
        threads.together(outcomes.length, number -> outcomes[number] = unitOfWork.call(() -> settings.change(Map.of("smtp.recipients", Optional.of("" + (200 + number))), Optional.of(seen))));
        assertEquals(1, Arrays.stream(outcomes).filter(Outcome.Settled.class::isInstance).count());
        assertEquals(3, Arrays.stream(outcomes).filter(Outcome.Stale.class::isInstance).count());
    }

    @Test void anotherNodesChangeIsHeardOf() throws Exception {
        unitOfWork.run(() -> {
            tables.change("INSERT INTO setting (name, chosen) VALUES ('smtp.expn', 'true')");
            tables.change("INSERT INTO setting (name, chosen) VALUES ('of.a-newer-build', '1')");
            tables.change("INSERT INTO setting (name, chosen) VALUES ('smtp.recipients', '7')");
            tables.change("UPDATE setting_version SET version = version + 1");
        });
        Await.until(() -> "the change is seen", () -> settings.now().flag(Setting.EXPN), seen -> seen);
        assertEquals(Setting.RECIPIENTS.standard(), settings.now().value(Setting.RECIPIENTS), "out of bounds: the default holds");
        Await.until(() -> "the connector knows", SettingsIT::dialedExpn, code -> code.startsWith("250"));
        unitOfWork.run(() -> tables.change("DELETE FROM setting WHERE name = 'of.a-newer-build'"));
    }

    private static String dialedExpn() throws Exception {
        try (var session = Doors.dial(Service.SMTP)) {
            session.talk("S: 220 .*\nC: HELO client.example.org\nS: 250 .*");
            return session.ask("EXPN postmaster");
        }
    }
}
