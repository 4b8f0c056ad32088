package org.posthouse.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoreUnusable;
import org.posthouse.store.StoredBody;

/// One mailbox of a backup: its rows, and what they say, from segments that are unpacked into a scratch folder when they are needed.
public final class Salvage implements AutoCloseable {
    private final Depot depot;
    private final Manifest manifest;
    private final Optional<BackupKey> key;
    private final Path scratch;
    private Optional<MessageStore> store = Optional.empty();

    /// @param address of the account in the backup, its key form
    /// @param since   arrived then or later
    /// @param folder  of the account in the backup; empty for all
    public record Wanted(String address, Optional<Instant> since, Optional<Instant> until, Optional<String> folder) { }

    /// A row as it was.
    public record Row(String folder, RecordId record, int delivery, Instant date, byte[] prefix, long octets, int flags, String keywords) { }

    /// @param scratch an empty folder, which the caller deletes
    public Salvage(Depot depot, String id, Optional<BackupKey> key, Path scratch) throws IOException {
        this.depot = depot;
        this.key = key;
        this.scratch = scratch;
        manifest = depot.manifest(id, key);
        if (manifest.encrypted() && key.isEmpty()) throw new BackupTrouble("The backup " + manifest.id() + " is encrypted; give its key.");
    }

    public String id() { return manifest.id(); }

    /// Tables come in the order of their names, so one pass is enough: addresses, folders, messages.
    public List<Row> rows(Wanted wanted) throws IOException {
        long account = -1;
        var folders = new HashMap<Long, String>();
        var rows = new ArrayList<Row>();
        try (var dump = new Restore(depot, manifest, key, _ -> { }).dump()) {
            for (var table = dump.table(); table != null; table = dump.table()) {
                switch (table) {
                    case "account_address" -> {
                        for (var row = dump.named(); row != null; row = dump.named()) if (row.get("address_key").equals(wanted.address)) account = (Long) row.get("account_id");
                        if (account < 0) throw new BackupTrouble("The backup " + manifest.id() + " has no account " + wanted.address + ".");
                    }
                    case "folder" -> {
                        for (var row = dump.named(); row != null; row = dump.named()) if (Long.valueOf(account).equals(row.get("owner_id")) && row.get("owner_kind").toString().equalsIgnoreCase("account")) folders.put((Long) row.get("id"), row.get("name").toString());
                        wanted.folder.ifPresent(name -> folders.values().removeIf(other -> !other.equals(name) && !(name.equalsIgnoreCase("INBOX") && other.equalsIgnoreCase("INBOX"))));
                        if (wanted.folder.isPresent() && folders.isEmpty()) throw new BackupTrouble("In the backup " + manifest.id() + " the account has no folder " + wanted.folder.get() + ".");
                    }
                    case "message" -> {
                        for (var row = dump.named(); row != null; row = dump.named()) if (folders.containsKey(row.get("folder_id"))) row(row, folders).filter(one -> fits(one, wanted)).ifPresent(rows::add);
                    }
                    default -> dump.skip();
                }
            }
        }
        return rows;
    }

    private static boolean fits(Row row, Wanted wanted) { return wanted.since.map(at -> !row.date.isBefore(at)).orElse(true) && wanted.until.map(at -> row.date.isBefore(at)).orElse(true); }

    private static Optional<Row> row(Map<String, Object> row, Map<Long, String> folders) {
        var record = new RecordId(Drill.uuid((byte[]) row.get("segment")), Math.toIntExact((Long) row.get("record")));
        return Optional.of(new Row(folders.get(row.get("folder_id")), record, Math.toIntExact((Long) row.get("delivery")), instant(row.get("internal_date").toString()), (byte[]) row.get("prefix"),
                (Long) row.get("octets"), Math.toIntExact((Long) row.get("flags")), row.get("keywords").toString()));
    }

    private static Instant instant(String text) { return LocalDateTime.parse(text.strip().replace(' ', 'T')).toInstant(ZoneOffset.UTC); }

    /// Unpacks the segments of these records, with large bodies.
    public void unpack(Set<RecordId> records) throws IOException {
        var segments = new HashSet<String>();
        var large = new HashSet<String>();
        for (var record : records) {
            segments.add(hex(record.segment()));
            large.add("store/large/" + record + ".msg");
        }
        var restore = new Restore(depot, manifest, key, _ -> { });
        for (var item : manifest.items()) {
            boolean segment = item.name().startsWith("store/") && item.name().endsWith(".seg") && segments.stream().anyMatch(item.name()::contains);
            if (segment || large.contains(item.name()) || item.name().equals("store/checkpoint")) restore.file(scratch, item);
        }
        try {
            Files.createDirectories(scratch.resolve("spool"));
            store = Optional.of(MessageStore.open(new StorePaths(scratch.resolve("store"), scratch.resolve("spool")), StoreOptions.DEFAULT.withReserveBytes(0), Clock.systemUTC()));
        } catch (StoreUnusable unusable) {
            throw new BackupTrouble("The store of the backup cannot be opened: " + unusable.getMessage(), unusable);
        }
    }

    private static String hex(UUID segment) { return segment.toString().replace("-", "").toLowerCase(Locale.ROOT); }

    /// Of what was unpacked.
    public Optional<StoredBody> read(RecordId id) throws IOException { return store.isEmpty() ? Optional.empty() : store.get().read(id); }

    @Override public void close() { store.ifPresent(MessageStore::close); }
}
