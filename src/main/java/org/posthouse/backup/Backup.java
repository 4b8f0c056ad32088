package org.posthouse.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Makes one backup: copies what the folder does not have yet, the database always, and writes the manifest last.
public final class Backup {
    private static final int PIECE = 256 << 10;

    private final Depot depot;
    private final Optional<BackupKey> key;
    private final LongConsumer progress;
    private final Map<String, Manifest.Item> there = new HashMap<>();
    private long copied;
    private long reused;

    /// @param octets in the clear: all of it, and what was copied now
    /// @param kept   why older ones stayed that should have gone; empty when none did
    public record Made(String id, Instant cut, long octets, long copied, long reused, int pruned, Optional<String> kept) { }

    private Backup(Depot depot, Optional<BackupKey> key, LongConsumer progress) {
        this.depot = depot;
        this.key = key;
        this.progress = progress;
    }

    /// @param program version of the house
    /// @param full    copies again what is there
    /// @param keep    so many backups stay, this one among them; 0 for all
    /// @param progress told now and then how many octets were copied
    public static Made make(Depot depot, Optional<BackupKey> key, Origin origin, String program, String hostname, Instant cut, boolean full, int keep, LongConsumer progress) throws IOException {
        try (var _ = depot.lock()) {
            return new Backup(depot, key, progress).make(origin, program, hostname, cut, full, keep);
        } catch (IOException failed) {
            throw BackupTrouble.of("The backup into " + depot.folder(), failed);
        } catch (Exception failed) {
            throw new BackupTrouble("The backup into " + depot.folder() + " failed: " + failed.getMessage(), failed);
        }
    }

    private Made make(Origin origin, String program, String hostname, Instant cut, boolean full, int keep) throws IOException, SQLException {
        var id = depot.freshId(cut);
        if (!full) learn();
        var items = new ArrayList<Manifest.Item>();
        for (var piece : origin.pieces()) copy(piece, id).ifPresent(items::add);
        items.add(database(origin.database(), id));
        depot.syncNames();
        var manifest = new Manifest(id, program, hostname, cut, origin.database().kind(), origin.database().schema(), key.map(BackupKey::print).orElse(""), List.copyOf(items));
        depot.keep(manifest, key);
        try {
            return new Made(id, cut, manifest.octets(), copied, reused, keep > 0 ? depot.prune(keep) : 0, Optional.empty());
        } catch (IOException stays) {                                       // this backup is whole all the same
            return new Made(id, cut, manifest.octets(), copied, reused, 0, Optional.of(BackupTrouble.of("Removing older backups", stays).getMessage()));
        }
    }

    /// What earlier backups with the same key vouch for. One that cannot be read vouches for nothing.
    private void learn() throws IOException {
        for (var id : depot.ids()) {
            try {
                var manifest = depot.manifest(id, Optional.empty());
                if (!manifest.keyPrint().equals(key.map(BackupKey::print).orElse(""))) continue;
                for (var item : depot.manifest(id, key).items()) if (item.whole()) there.put(item.object(), item);
            } catch (BackupTrouble unreadable) {
                System.getLogger(Backup.class.getName()).log(System.Logger.Level.WARNING, "event=backup-unreadable id={0} what={1}", id, unreadable.getMessage());
            }
        }
    }

    /// The name of an object tells nothing and differs with all that its octets depend on.
    private String object(String name, long octets, String once) {
        var digest = Digest.of(Optional.empty(), "");
        var text = (name + "\n" + octets + "\n" + once + "\n" + key.map(BackupKey::print).orElse("")).getBytes(StandardCharsets.UTF_8);
        digest.update(text, 0, text.length);
        return digest.end();
    }

    private Optional<Manifest.Item> copy(Origin.Piece piece, String id) throws IOException {
        if (!Manifest.safe(piece.name())) throw new BackupTrouble("The file " + piece.name().replaceAll("\\p{Cntrl}", "?") + " of the home has a name that a backup cannot hold; rename it.");
        var object = object(piece.name(), piece.octets(), piece.whole() ? "" : id);
        var known = there.get(object);
        if (known != null && known.octets() == piece.octets() && known.name().equals(piece.name()) && sizeFits(depot.object(object), piece.octets())) {
            reused += piece.octets();
            return Optional.of(known);
        }
        if (piece.passing() && !Files.exists(piece.file())) return Optional.empty();
        try (InputStream in = piece.file() == null ? new ByteArrayInputStream(piece.memory()) : Files.newInputStream(piece.file()); var out = new ObjectWriter(depot.object(object), key)) {
            var some = new byte[PIECE];
            for (long left = piece.octets(); left > 0; ) {
                int got = in.read(some, 0, (int) Math.min(some.length, left));
                if (got < 0) throw new BackupTrouble("The file " + piece.file() + " became shorter while it was copied.");
                out.write(some, 0, got);
                left -= got;
                copied += got;
                progress.accept(copied);
            }
            return Optional.of(new Manifest.Item(piece.name(), object, piece.octets(), out.finish(), piece.whole()));
        }
    }

    /// As long as an object of so many octets is.
    private boolean sizeFits(Path object, long octets) throws IOException {
        if (!Files.isRegularFile(object)) return false;
        long chunks = Math.max(1, (octets + Chunks.CHUNK - 1) / Chunks.CHUNK);
        return Files.size(object) == Chunks.HEAD + octets + chunks * (key.isPresent() ? 16 : 4);
    }

    private Manifest.Item database(Dump dump, String id) throws IOException, SQLException {
        var object = object(Manifest.DATABASE, 0, id);
        try (var out = new ObjectWriter(depot.object(object), key)) {
            dump.write(out);
            var digest = out.finish();
            copied += out.octets();
            progress.accept(copied);
            return new Manifest.Item(Manifest.DATABASE, object, out.octets(), digest, false);
        }
    }
}
