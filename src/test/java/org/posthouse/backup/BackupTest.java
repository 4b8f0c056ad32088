package org.posthouse.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.mailbox.Folders;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;

/// Backups of a small store and database, made, checked, spoiled and restored without a house around them.
class BackupTest {
    private static final String PARAMETERS = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=USER,VALUE";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long ACCOUNT = 7;
    private static final long INBOX = 70;

    private static final Load.Target DATABASE = new Load.Target("jdbc:h2:mem:backup-test" + PARAMETERS + ";DB_CLOSE_DELAY=-1", "posthouse", "embedded");
    private static Connection connection;

    @TempDir Path scratch;
    private MessageStore store;
    private long uid;

    @BeforeAll static void migrate() throws Exception {
        Flyway.configure().dataSource(DATABASE.url(), DATABASE.user(), DATABASE.password()).locations("classpath:db/migration").table(Dump.HISTORY).load().migrate();
        connection = DATABASE.connect();
        sql("SET REFERENTIAL_INTEGRITY FALSE");
    }

    @AfterAll static void end() throws Exception { sql("SHUTDOWN"); }

    @BeforeEach void open() throws Exception {
        for (var table : List.of("message", "folder", "account_address")) sql("DELETE FROM " + table);
        sql("INSERT INTO folder (id, owner_kind, owner_id, name, uid_validity, next_uid, highest_modseq, messages, octets) VALUES (70, 'ACCOUNT', 7, 'INBOX', 1, 1, 0, 0, 0)");
        sql("INSERT INTO account_address (address_key, account_id, position, address, domain_id) VALUES ('jane@example.test', 7, 0, 'Jane@example.test', NULL)");
        store = MessageStore.open(paths(scratch.resolve("home")), options(), Clock.systemUTC());
    }

    @AfterEach void close() { store.close(); }

    private static StoreOptions options() { return StoreOptions.DEFAULT.withSegmentBytes(64 << 10).withHeapBytes(32 << 10, 1 << 20).withReserveBytes(0); }

    private static StorePaths paths(Path home) { return new StorePaths(home.resolve("store"), home.resolve("spool")); }

    private static void sql(String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static byte[] body(int octets, long seed) {
        var body = new byte[octets];
        new Random(seed).nextBytes(body);
        var head = ("Message-ID: <" + seed + "@example.test>\r\n\r\n").getBytes(US_ASCII);
        System.arraycopy(head, 0, body, 0, Math.min(head.length, octets));
        return body;
    }

    private RecordId stored(byte[] body) throws Exception {
        var envelope = new Envelope(Sender.of(org.posthouse.mime.Path.NULL), List.of(Recipient.of(org.posthouse.mime.Path.to("jane", "example.test"))));
        var receipt = store.append(StoredEnvelope.made(NOON, envelope, new BodyFacts(body.length, Math.min(body.length, 32), 3, 1, true, false), "cause"), body);
        assertTrue(receipt.await().positive());
        return receipt.id().orElseThrow();
    }

    /// Stored, dispatched, and behind the checkpoint.
    private RecordId delivered(int octets, long seed) throws Exception {
        var id = stored(body(octets, seed));
        var entries = store.take(100);
        row(id, octets);
        store.checkpoint(entries.getLast().position());
        return id;
    }

    private void row(RecordId id, long octets) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO message (folder_id, uid, modseq, internal_date, octets, flags, keywords, segment, record, delivery, prefix) VALUES (70, ?, 1, ?, ?, 8, '', ?, ?, 0, ?)")) {
            insert.setLong(1, ++uid);
            insert.setObject(2, java.time.LocalDateTime.of(2026, 11, 22, 11, 0, 0, 123_456_000).plusHours(uid));
            insert.setLong(3, octets);
            insert.setBytes(4, ByteBuffer.allocate(16).putLong(id.segment().getMostSignificantBits()).putLong(id.segment().getLeastSignificantBits()).array());
            insert.setInt(5, id.number());
            insert.setBytes(6, "Return-Path: <>\r\n".getBytes(US_ASCII));
            insert.executeUpdate();
        }
        sql("UPDATE folder SET next_uid = next_uid + 1, messages = messages + 1");
    }

    /// As the house makes it.
    private Origin origin(List<Origin.Piece> more) throws IOException {
        var dump = new Dump[1];
        var cut = store.cut(() -> dump[0] = Dump.begin(DATABASE.url(), DATABASE.user(), DATABASE.password()));
        var pieces = new ArrayList<Origin.Piece>();
        pieces.add(Origin.Piece.of("store/checkpoint", cut.checkpoint()));
        for (var piece : cut.pieces()) pieces.add(Origin.Piece.of("store/" + piece.name(), piece.file(), piece.octets(), piece.whole()));
        pieces.add(Origin.Piece.of("config/keys", "1 secret".getBytes(US_ASCII)));
        pieces.addAll(more);
        return new Origin() {
            @Override public List<Piece> pieces() { return pieces; }

            @Override public Dump database() { return dump[0]; }

            @Override public void close() throws IOException {
                dump[0].close();
                cut.close();
            }
        };
    }

    private Backup.Made backup(Optional<BackupKey> key, int keep) throws IOException { return backup(key, keep, List.of()); }

    private Backup.Made backup(Optional<BackupKey> key, int keep, List<Origin.Piece> more) throws IOException { return backup(key, keep, more, NOON); }

    private Backup.Made backup(Optional<BackupKey> key, int keep, List<Origin.Piece> more, Instant now) throws IOException {
        try (var origin = origin(more)) {
            return Backup.make(Depot.open(depot()), key, origin, "0.1", "mail.example.test", now, false, keep, _ -> { });
        }
    }

    private Path depot() { return scratch.resolve("backups"); }

    private Optional<BackupKey> key(String name) throws IOException {
        var file = scratch.resolve(name);
        if (!Files.exists(file)) BackupKey.make(file);
        return Optional.of(BackupKey.read(file));
    }

    /// @return what it printed, or said went wrong
    private String console(String deed, Map<String, String> more) {
        var given = new HashMap<>(Map.of("depot", depot().toString(), "scratch", scratch.toString()));
        given.putAll(more);
        var said = new ByteArrayOutputStream();
        Console.run(deed, given, new PrintStream(said), new PrintStream(said));
        return said.toString().strip();
    }

    private int messages(String id, Optional<BackupKey> key) throws IOException {
        try (var salvage = new Salvage(Depot.at(depot()), id, key, scratch.resolve("salvage"))) {
            return salvage.rows(new Salvage.Wanted("jane@example.test", Optional.empty(), Optional.empty(), Optional.empty())).size();
        }
    }

    private static void assertSaid(String part, String all) { assertTrue(all.contains(part), all); }

    private Map<String, String> restored(Map<String, String> more) {
        var home = scratch.resolve("again");
        var given = new HashMap<>(Map.of("home", home.toString(), "url", "jdbc:h2:file:" + home.resolve("db/posthouse") + PARAMETERS, "user", "posthouse", "password", "embedded"));
        given.putAll(more);
        return given;
    }

    @Test void everyMessageIsThereAfterARestore() throws Exception {
        for (int i = 0; i < 30; i++) delivered(5000, i);
        delivered(100_000, 99);                                          // a large body in a file of its own
        var waiting = stored(body(700, 1000));                           // acknowledged and not dispatched
        backup(Optional.empty(), 0);
        assertSaid("The backup is whole", console("verify", Map.of()));
        assertSaid("31 messages in mailboxes", console("drill", Map.of()));
        var given = restored(Map.of());
        assertEquals("The files are back.", console("files", given));
        assertTrue(console("load", given).contains("The database is back"));
        var home = Path.of(given.get("home"));
        assertEquals("1 secret", Files.readString(home.resolve("config/keys")));
        try (var again = MessageStore.open(paths(home), options(), Clock.systemUTC()); var other = DriverManager.getConnection(given.get("url"), "posthouse", "embedded")) {
            var undone = again.take(100);
            assertEquals(List.of(waiting), undone.stream().map(entry -> entry.id()).toList(), "what was dispatched is not given out again, what was not is");
            try (var body = again.read(waiting).orElseThrow(); var in = body.open()) {
                assertArrayEquals(body(700, 1000), in.readAllBytes());
            }
            try (var rows = other.createStatement().executeQuery("SELECT next_uid, (SELECT COUNT(*) FROM message), (SELECT MAX(internal_date) FROM message) FROM folder WHERE id = 70")) {
                assertTrue(rows.next());
                assertEquals(32 + Folders.UID_JUMP, rows.getLong(1));
                assertEquals(31, rows.getLong(2));
                assertEquals("2026-11-23 18:00:00.123456", rows.getString(3));
            }
        }
    }

    @Test void whatComesBehindTheMomentIsNotInIt() throws Exception {
        delivered(1000, 1);
        try (var origin = origin(List.of())) {
            delivered(1000, 2);
            sql("DELETE FROM account_address");
            Backup.make(Depot.open(depot()), Optional.empty(), origin, "0.1", "h", NOON, false, 0, _ -> { });
        }
        assertEquals(1, messages("latest", Optional.empty()));
    }

    @Test void whatIsThereIsNotCopiedAgainAndWhatNobodyNamesGoes() throws Exception {
        for (int i = 0; i < 30; i++) delivered(5000, i);
        var first = backup(Optional.empty(), 2);
        delivered(5000, 100);
        var second = backup(Optional.empty(), 2);
        assertEquals(0, first.reused());
        assertTrue(second.reused() > 60_000 && second.copied() < first.copied(), second.toString());
        var third = backup(Optional.empty(), 2);
        assertEquals(1, third.pruned());
        assertEquals(List.of(second.id(), third.id()), Depot.at(depot()).ids());
        assertEquals(31, messages(second.id(), Optional.empty()));
        assertSaid("is whole", console("verify", Map.of("id", second.id())));
        backup(Optional.empty(), 1);
        long objects;
        try (var files = Files.walk(depot().resolve("objects"))) {
            objects = files.filter(Files::isRegularFile).count();
        }
        assertEquals(Depot.at(depot()).manifest("latest", Optional.empty()).items().size(), objects);
    }

    @Test void anEncryptedBackupOpensWithItsKeyAlone() throws Exception {
        delivered(5000, 1);
        backup(key("key"), 0);
        var file = scratch.resolve("key").toString();
        assertSaid("is whole", console("verify", Map.of("key", file)));
        assertEquals(1, messages("latest", key("key")));
        assertSaid("is encrypted; give its key", console("verify", Map.of()));
        key("other");
        assertTrue(console("verify", Map.of("key", scratch.resolve("other").toString())).contains("was encrypted with another key"));
        Files.writeString(scratch.resolve("none"), "secret\n");
        assertTrue(console("verify", Map.of("key", scratch.resolve("none").toString())).contains("is no key of backups"));
        assertThrows(BackupTrouble.class, () -> BackupKey.make(scratch.resolve("key")));
        try (var files = Files.walk(depot())) {
            for (var each : files.filter(Files::isRegularFile).toList()) assertFalse(new String(Files.readAllBytes(each), US_ASCII).contains("1 secret"), each.toString());
        }
    }

    @Test void damageIsFoundWhereverItIs() throws Exception {
        delivered(5000, 1);
        for (var key : List.of(Optional.<BackupKey>empty(), key("key"))) {
            var made = backup(key, 0);
            var more = key.isPresent() ? Map.of("id", made.id(), "key", scratch.resolve("key").toString()) : Map.of("id", made.id());
            var manifest = Depot.at(depot()).manifest(made.id(), key);
            for (var item : manifest.items()) {
                var file = depot().resolve("objects").resolve(item.object().substring(0, 2)).resolve(item.object());
                var octets = Files.readAllBytes(file);
                for (int at : new int[] {3, 20, octets.length / 2, octets.length - 1}) {
                    var spoiled = octets.clone();
                    spoiled[at] ^= 1;
                    Files.write(file, spoiled);
                    assertSaid("damaged", console("verify", more));
                }
                Files.write(file, java.util.Arrays.copyOf(octets, octets.length - 5));
                assertTrue(console("verify", more).contains("damaged"));
                Files.delete(file);
                assertTrue(console("verify", more).contains("missing"));
                Files.write(file, octets);
            }
            var text = depot().resolve(made.id() + ".manifest");
            var good = Files.readString(text);
            Files.writeString(text, good.replace("mail.example.test", "mail.elsewhere.test"));
            assertSaid("damaged: its end is wrong", console("verify", more));
            Files.writeString(text, good);
            assertTrue(console("verify", more).contains("is whole"));
        }
    }

    @Test void aBackupThatEndsHalfWayDoesNotExist() throws Exception {
        delivered(5000, 1);
        backup(Optional.empty(), 0);
        delivered(5000, 2);
        var vanishing = Origin.Piece.of("config/gone", scratch.resolve("gone"), 10, false);
        assertTrue(assertThrows(BackupTrouble.class, () -> backup(Optional.empty(), 0, List.of(vanishing))).getMessage().contains("gone"));
        assertEquals(1, Depot.at(depot()).ids().size());
        assertEquals(1, messages("latest", Optional.empty()));
        backup(Optional.empty(), 0);
        assertEquals(2, messages("latest", Optional.empty()));
    }

    @Test void aRestoreWritesOverNothing() throws Exception {
        delivered(5000, 1);
        backup(Optional.empty(), 0);
        var given = restored(Map.of());
        Files.createDirectories(scratch.resolve("again"));
        Files.writeString(scratch.resolve("again/mine"), "");
        assertTrue(console("files", given).contains("is not empty; a restore writes over nothing"));
        Files.delete(scratch.resolve("again/mine"));
        assertEquals("The files are back.", console("files", given));
        assertTrue(console("load", restored(Map.of("url", DATABASE.url()))).contains("is not empty; a restore writes over nothing"));
        assertThrows(org.posthouse.store.StoreUnusable.class, () -> MessageStore.open(paths(Path.of(given.get("home"))), options(), Clock.systemUTC()), "half a restore does not start");
    }

    /// A machine without a battery for its clock begins in the year of its make.
    @Test void aClockThatWasSetBackPrunesNotWhatWasJustMade() throws Exception {
        delivered(500, 1);
        backup(Optional.empty(), 1);
        var past = backup(Optional.empty(), 1, List.of(), Instant.parse("2001-01-01T00:00:00Z"));
        assertEquals(List.of(past.id()), Depot.at(depot()).ids());
        assertEquals("20261122T120000Z-2", past.id());
        assertEquals(Instant.parse("2001-01-01T00:00:00Z"), Depot.at(depot()).manifest("latest", Optional.empty()).cut());
        assertSaid("The backup is whole", console("verify", Map.of()));
    }

    @Test void anotherDamagedManifestStopsNoBackupButTheDeletionOfOlderOnes() throws Exception {
        delivered(500, 1);
        for (int i = 0; i < 3; i++) backup(Optional.empty(), 0);
        Files.writeString(depot().resolve("20261122T120000Z-3.manifest"), "posthouse-backup 1\n");
        var made = backup(Optional.empty(), 2);
        assertSaid("is damaged", made.kept().orElseThrow());
        assertEquals(4, Depot.at(depot()).ids().size());
        assertSaid("The backup is whole", console("verify", Map.of("id", made.id())));
        assertSaid("The backup is whole", console("verify", Map.of("id", "20261122T120000Z")));
    }

    @Test void filesOfTheHomeMayHaveAnyNameThatStaysInIt() throws Exception {
        delivered(500, 1);
        backup(Optional.empty(), 0, List.of(Origin.Piece.of("config/certificates/*.bücher.example (old), 1", new byte[] {1}), Origin.Piece.passing("log/journeys/over", scratch.resolve("over"), 9)));
        assertEquals("The files are back.", console("files", restored(Map.of())));
        assertTrue(Files.exists(scratch.resolve("again/config/certificates/*.bücher.example (old), 1")));
        for (var name : List.of("../x", "a/../../x", "/etc/x", "a//x", "a/./x", "a\\x", "a\nx", "", ".."))
            assertSaid("a name that a backup cannot hold", assertThrows(BackupTrouble.class, () -> backup(Optional.empty(), 0, List.of(Origin.Piece.of(name, new byte[] {1})))).getMessage());
    }

    @Test void aFolderOfOtherThingsIsLeftAlone() throws Exception {
        Files.createDirectories(depot());
        Files.writeString(depot().resolve("mine"), "");
        assertTrue(assertThrows(BackupTrouble.class, () -> backup(Optional.empty(), 0)).getMessage().contains("neither empty nor a folder of backups"));
        assertTrue(console("list", Map.of()).contains("is no folder of backups"));
    }

    @Test void oneMailboxComesOutWithItsMessages() throws Exception {
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < 20; i++) ids.add(delivered(i == 4 ? 90_000 : 5000, i));
        backup(key("key"), 0);
        try (var salvage = new Salvage(Depot.at(depot()), "latest", key("key"), scratch.resolve("salvage"))) {
            var late = salvage.rows(new Salvage.Wanted("jane@example.test", Optional.of(Instant.parse("2026-11-22T14:00:00Z")), Optional.of(Instant.parse("2026-11-22T17:00:00Z")), Optional.of("INBOX")));
            assertEquals(ids.subList(2, 5), late.stream().map(Salvage.Row::record).toList());
            salvage.unpack(java.util.Set.of(ids.get(2), ids.get(4)));
            try (var body = salvage.read(ids.get(4)).orElseThrow(); var in = body.open()) {
                assertArrayEquals(body(90_000, 4), in.readAllBytes());
            }
            assertEquals(8, late.getFirst().flags());
            assertEquals("Return-Path: <>\r\n", new String(late.getFirst().prefix(), US_ASCII));
            assertThrows(BackupTrouble.class, () -> salvage.rows(new Salvage.Wanted("nobody@example.test", Optional.empty(), Optional.empty(), Optional.empty())));
        }
    }
}
