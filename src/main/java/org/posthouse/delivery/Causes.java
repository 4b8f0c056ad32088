package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.posthouse.database.Database;
import org.posthouse.store.Entry;

/// Why the house has made messages: whoever cannot tell whether it sent one sends it again, and the second is left here. In the caller's transaction.
@ApplicationScoped public class Causes {
    /// Nobody is in doubt for longer than mail stays in the queue.
    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final System.Logger LOG = System.getLogger(Causes.class.getName());

    @Inject Database database;
    @Inject Clock clock;

    /// Those of the entries that are mail from outside, or have a cause that was not dispatched before; remembers their causes.
    List<Entry> first(List<Entry> entries) {
        if (entries.stream().allMatch(entry -> entry.envelope().cause().isEmpty())) return entries;
        var first = new ArrayList<Entry>();
        var fresh = new HashMap<ByteBuffer, Entry>();
        try (var connection = database.source().getConnection();
             var known = connection.prepareStatement("SELECT 1 FROM cause WHERE hash = ?");
             var add = connection.prepareStatement("INSERT INTO cause (hash, seen) VALUES (?, ?)")) {
            for (var entry : entries) {
                var cause = entry.envelope().cause();
                if (cause.isPresent()) {
                    var hash = hash(cause.get());
                    known.setBytes(1, hash);
                    boolean seen;
                    try (var rows = known.executeQuery()) {
                        seen = rows.next();
                    }
                    if (seen || fresh.putIfAbsent(ByteBuffer.wrap(hash), entry) != null) {
                        LOG.log(System.Logger.Level.INFO, "event=cause-again record={0} cause={1} what=sent before", entry.id(), cause.get());
                        continue;
                    }
                    add.setBytes(1, hash);
                    add.setObject(2, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
                    add.addBatch();
                }
                first.add(entry);
            }
            if (!fresh.isEmpty()) add.executeBatch();
            return first;
        } catch (SQLException failed) {
            throw new Markers.NotDispatched(failed);
        }
    }

    /// A message of this cause will be stored, and is nobody's to dispatch: who stores it puts it where it belongs. Committed before it is stored.
    public void claim(String cause) {
        try (var connection = database.source().getConnection(); var add = connection.prepareStatement("INSERT INTO cause (hash, seen) VALUES (?, ?)")) {
            add.setBytes(1, hash(cause));
            add.setObject(2, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            add.executeUpdate();
        } catch (SQLException failed) {
            throw new Markers.NotDispatched(failed);
        }
    }

    /// Forgets what nobody will send again.
    public void sweep() {
        try (var connection = database.source().getConnection(); var statement = connection.prepareStatement("DELETE FROM cause WHERE seen < ?")) {
            statement.setObject(1, LocalDateTime.ofInstant(clock.instant().minus(REMEMBERED), ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new Markers.NotDispatched(failed);
        }
    }

    private static byte[] hash(String cause) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
