package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.posthouse.database.Database;
import org.posthouse.store.RecordId;

/// Message rows: the hot path, in plain SQL and batches. Every method runs in the caller's transaction.
@ApplicationScoped public class Messages implements LiveRecords {
    private static final int LOCKED_AT_ONCE = 32;
    private static final int EXPUNGED_AT_ONCE = 64;

    @Inject Database database;

    /// A row as POP3 needs it.
    ///
    /// @param octets as sent
    public record Row(long uid, RecordId record, int delivery, long octets) { }

    /// A row with what a reader sees before the record.
    public record Stored(RecordId record, byte[] prefix) { }

    /// Adds these messages, each at the end of its folder, in the order given.
    ///
    /// @return for each folder the UID of the first of them; the others follow it
    /// @throws RowsRefused the database did not take them; nothing of the transaction may be committed
    public Map<Long, Long> add(List<Arrival> arrivals) {
        var byFolder = new TreeMap<Long, List<Arrival>>();
        for (var arrival : arrivals) byFolder.computeIfAbsent(arrival.folder(), _ -> new ArrayList<>()).add(arrival);
        try (var connection = database.source().getConnection()) {
            var places = lock(connection, List.copyOf(byFolder.keySet()));
            insert(connection, byFolder, places);
            count(connection, byFolder);
            var first = new HashMap<Long, Long>();
            places.forEach((folder, place) -> first.put(folder, place.nextUid()));
            return first;
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    private record Place(long nextUid, long modseq) { }

    /// Locks the folders' rows in the order of their ids, many to a query, each query filled up with its last id to the same length.
    private static Map<Long, Place> lock(Connection connection, List<Long> folders) throws SQLException {
        var places = new HashMap<Long, Place>();
        var query = "SELECT id, next_uid, highest_modseq FROM folder WHERE id IN (" + "?,".repeat(LOCKED_AT_ONCE - 1) + "?) AND name NOT LIKE '#deleted/%' ORDER BY id FOR UPDATE";
        try (var statement = connection.prepareStatement(query)) {
            for (int from = 0; from < folders.size(); from += LOCKED_AT_ONCE) {
                for (int i = 0; i < LOCKED_AT_ONCE; i++) statement.setLong(i + 1, folders.get(Math.min(from + i, folders.size() - 1)));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) places.put(rows.getLong(1), new Place(rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        for (var folder : folders) if (!places.containsKey(folder)) throw new SQLException("folder " + folder + " is gone");
        return places;
    }

    private static void insert(Connection connection, TreeMap<Long, List<Arrival>> byFolder, Map<Long, Place> places) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO message (folder_id, uid, modseq, internal_date, octets, flags, keywords, segment, record, delivery, prefix) VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
            for (var entry : byFolder.entrySet()) {
                var place = places.get(entry.getKey());
                long uid = place.nextUid();
                for (var arrival : entry.getValue()) {
                    statement.setLong(1, arrival.folder());
                    statement.setLong(2, uid++);
                    statement.setLong(3, place.modseq() + 1);
                    statement.setObject(4, LocalDateTime.ofInstant(arrival.date(), ZoneOffset.UTC));
                    statement.setLong(5, arrival.octets());
                    statement.setInt(6, arrival.marks().flags());
                    statement.setString(7, arrival.marks().keywords());
                    statement.setBytes(8, Segments.octets(arrival.record().segment()));
                    statement.setInt(9, arrival.record().number());
                    statement.setInt(10, arrival.delivery());
                    statement.setBytes(11, arrival.prefix());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void count(Connection connection, TreeMap<Long, List<Arrival>> byFolder) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE folder SET next_uid = next_uid + ?, highest_modseq = highest_modseq + 1, messages = messages + ?, octets = octets + ? WHERE id = ?")) {
            for (var entry : byFolder.entrySet()) {
                int count = entry.getValue().size();
                statement.setInt(1, count);
                statement.setInt(2, count);
                statement.setLong(3, entry.getValue().stream().mapToLong(Arrival::octets).sum());
                statement.setLong(4, entry.getKey());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// What two copies of one message in a folder share, wherever its octets stand by now.
    public record Trait(Instant date, long octets, List<Byte> prefix) {
        public static Trait of(Instant date, long octets, byte[] prefix) {
            var list = new ArrayList<Byte>(prefix.length);
            for (byte octet : prefix) list.add(octet);
            return new Trait(date, octets, list);
        }
    }

    /// Of all rows of a folder; for who adds messages that may be there already.
    public Set<Trait> traits(long folder) {
        try (var connection = database.source().getConnection(); var statement = connection.prepareStatement("SELECT internal_date, octets, prefix FROM message WHERE folder_id = ?")) {
            statement.setLong(1, folder);
            var traits = new HashSet<Trait>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) traits.add(Trait.of(rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC), rows.getLong(2), rows.getBytes(3)));
            }
            return traits;
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    /// All rows of a folder in the order of their UIDs.
    public List<Row> list(long folder) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT uid, segment, record, delivery, octets FROM message WHERE folder_id = ? ORDER BY uid")) {
            statement.setLong(1, folder);
            var found = new ArrayList<Row>();
            var segments = new HashMap<UUID, UUID>();               // one object a segment, however many rows
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var segment = Segments.uuid(rows.getBytes(2));
                    found.add(new Row(rows.getLong(1), new RecordId(segments.computeIfAbsent(segment, same -> same), rows.getInt(3)), rows.getInt(4), rows.getLong(5)));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    public Optional<Stored> find(long folder, long uid) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT segment, record, prefix FROM message WHERE folder_id = ? AND uid = ?")) {
            statement.setLong(1, folder);
            statement.setLong(2, uid);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new Stored(new RecordId(Segments.uuid(rows.getBytes(1)), rows.getInt(2)), rows.getBytes(3))) : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    /// Removes these messages from a folder, leaving a tombstone for each. UIDs that are not there are passed over.
    ///
    /// @return how many were there
    public int expunge(long folder, Collection<Long> uids) {
        if (uids.isEmpty()) return 0;
        try (var connection = database.source().getConnection()) {
            long modseq = lock(connection, List.of(folder)).get(folder).modseq() + 1;
            var there = present(connection, folder, List.copyOf(uids));
            delete(connection, folder, there, modseq);
            try (var statement = connection.prepareStatement(
                    "UPDATE folder SET highest_modseq = ?, messages = messages - ?, octets = octets - ? WHERE id = ?")) {
                statement.setLong(1, modseq);
                statement.setInt(2, there.size());
                statement.setLong(3, there.values().stream().mapToLong(Long::longValue).sum());
                statement.setLong(4, folder);
                statement.executeUpdate();
            }
            return there.size();
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    /// UID → octets.
    private static Map<Long, Long> present(Connection connection, long folder, List<Long> uids) throws SQLException {
        var there = new TreeMap<Long, Long>();
        try (var statement = connection.prepareStatement(
                "SELECT uid, octets FROM message WHERE folder_id = ? AND uid IN (" + "?,".repeat(EXPUNGED_AT_ONCE - 1) + "?)")) {
            for (int from = 0; from < uids.size(); from += EXPUNGED_AT_ONCE) {
                statement.setLong(1, folder);
                for (int i = 0; i < EXPUNGED_AT_ONCE; i++) statement.setLong(i + 2, uids.get(Math.min(from + i, uids.size() - 1)));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) there.put(rows.getLong(1), rows.getLong(2));
                }
            }
        }
        return there;
    }

    private static void delete(Connection connection, long folder, Map<Long, Long> there, long modseq) throws SQLException {
        if (there.isEmpty()) return;
        try (var rows = connection.prepareStatement("DELETE FROM message WHERE folder_id = ? AND uid = ?");
             var tombstones = connection.prepareStatement("INSERT INTO expunged (folder_id, uid, modseq) VALUES (?,?,?)")) {
            for (var uid : there.keySet()) {
                batch(rows, folder, uid);
                tombstones.setLong(3, modseq);
                batch(tombstones, folder, uid);
            }
            rows.executeBatch();
            tombstones.executeBatch();
        }
    }

    private static void batch(PreparedStatement statement, long folder, long uid) throws SQLException {
        statement.setLong(1, folder);
        statement.setLong(2, uid);
        statement.addBatch();
    }

    @Override public BitSet live(UUID segment, int records) {
        var live = new BitSet(records);
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT DISTINCT record FROM message WHERE segment = ?")) {
            statement.setBytes(1, Segments.octets(segment));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) live.set(rows.getInt(1));
            }
            return live;
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }
}
