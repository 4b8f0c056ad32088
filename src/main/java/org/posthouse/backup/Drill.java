package org.posthouse.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.posthouse.store.DamagedRecord;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoreUnusable;

/// Opens a restored home as the house would, without its services, and reads every message that a row refers to.
final class Drill {
    private Drill() { }

    /// @param messages rows whose message was read through
    /// @param waiting  in the log behind the checkpoint: what the house dispatches at its start
    /// @param lost     rows whose message is damaged or gone, a sentence each
    record Outcome(long messages, long queued, long waiting, List<String> lost) { }

    static Outcome run(Path home, Load.Target database) throws IOException {
        try (var store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT.withReserveBytes(0), Clock.systemUTC()); var connection = database.connect()) {
            var lost = new ArrayList<String>();
            long messages = rows(connection, "SELECT segment, record, folder_id, uid FROM message ORDER BY segment, record", "message", store, lost);
            long queued = rows(connection, "SELECT segment, record, id, 0 FROM delivery ORDER BY segment, record", "queued delivery", store, lost);
            queued += rows(connection, "SELECT segment, record, id, 0 FROM delivery_shelf ORDER BY segment, record", "queued delivery", store, lost);
            long waiting = 0;
            for (var some = store.poll(500); !some.isEmpty(); some = store.poll(500)) waiting += some.size();
            return new Outcome(messages, queued, waiting, lost);
        } catch (StoreUnusable unusable) {
            throw new BackupTrouble("The restored store cannot be opened: " + unusable.getMessage(), unusable);
        } catch (SQLException failed) {
            throw new BackupTrouble("The restored database cannot be read: " + failed.getMessage(), failed);
        }
    }

    private static long rows(Connection connection, String query, String what, MessageStore store, List<String> lost) throws SQLException, IOException {
        long count = 0;
        var read = new HashSet<RecordId>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                count++;
                var id = new RecordId(uuid(rows.getBytes(1)), rows.getInt(2));
                if (!read.add(id)) continue;
                try (var body = store.read(id).orElse(null)) {
                    if (body == null) lost.add("The " + what + " " + rows.getLong(3) + "/" + rows.getLong(4) + " refers to " + id + ", which is not in the store.");
                    else body.verify();
                } catch (DamagedRecord damaged) {
                    lost.add("The " + what + " " + rows.getLong(3) + "/" + rows.getLong(4) + " cannot be read: " + damaged.getMessage());
                }
            }
        }
        return count;
    }

    static UUID uuid(byte[] octets) {
        var in = ByteBuffer.wrap(octets);
        return new UUID(in.getLong(), in.getLong());
    }
}
