package org.posthouse.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.posthouse.crash.CrashFileSystem;

/// What the house keeps in its database about stored messages, with a database that may forget its last commits.
final class ModelHouse {
    /// When a commit survives a power cut.
    enum Durability {
        /// InnoDB with `innodb_flush_log_at_trx_commit=1`.
        EACH_COMMIT,
        /// H2: only what a sync has followed, and of the rest any first part.
        AT_SYNC
    }

    /// One recipient's copy.
    record Row(int serial, RecordId record, String recipient) { }

    private final Durability durability;
    private final CrashFileSystem disk;
    private final List<Consumer<ModelHouse>> commits = new ArrayList<>();
    private int durable;
    private int serials;
    final List<Row> rows = new ArrayList<>();
    final Set<RecordId> markers = new HashSet<>();

    ModelHouse(Durability durability, CrashFileSystem disk) {
        this.durability = durability;
        this.disk = disk;
    }

    /// The house that a crash leaves on that disk.
    ModelHouse afterCrash(CrashFileSystem disk, boolean everything, RandomGenerator dice) {
        var after = new ModelHouse(durability, disk);
        int kept = everything ? commits.size() : durable + dice.nextInt(commits.size() - durable + 1);
        for (var commit : commits.subList(0, kept)) {
            after.commits.add(commit);
            commit.accept(after);
        }
        after.durable = kept;
        return after;
    }

    private void commit(Consumer<ModelHouse> changes) throws IOException {
        commits.add(changes);
        try {
            disk.event("commit");
        } catch (IOException e) {
            if (!disk.dead()) commits.removeLast(); // rolled back; at a power cut nobody knows
            throw e;
        }
        changes.accept(this);
        if (durability == Durability.EACH_COMMIT) durable = commits.size();
    }

    void sync() throws IOException {
        disk.event("database sync");
        durable = commits.size();
    }

    /// One transaction for the whole batch; the marker says which envelopes were dispatched already.
    void dispatch(List<Entry> batch) throws IOException {
        commit(house -> {
            for (var entry : batch) {
                if (!house.markers.add(entry.id())) continue;
                for (var recipient : entry.envelope().envelope().recipients()) house.rows.add(new Row(house.serials++, entry.id(), recipient.path().toString()));
            }
        });
    }

    void delete(Row row) throws IOException { commit(house -> house.rows.remove(row)); }

    /// Markers go only when the checkpoint has passed them.
    void forget(Set<RecordId> passed) throws IOException { commit(house -> house.markers.removeAll(passed)); }

    /// Synced first: a row that is deleted in a commit that is lost would come back without its message.
    Liveness liveness() {
        return (segment, _) -> {
            sync();
            var live = new BitSet();
            for (var row : rows) if (row.record().segment().equals(segment)) live.set(row.record().number());
            return live;
        };
    }
}
