package org.posthouse.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Where damage is written down: once each in `damage.log`, in the server's log, and to whoever listens. The octets themselves stay in place.
final class Quarantine {
    private static final System.Logger LOG = System.getLogger(Quarantine.class.getName());
    /// Damages remembered so as not to be told twice; beyond it the file is no longer added to.
    private static final int LIMIT = 100_000;

    private final Path folder;
    private final Clock clock;
    private final Consumer<Damage> listener;
    private final Set<String> known = new HashSet<>();
    private long reported;

    Quarantine(Path folder, Clock clock, Consumer<Damage> listener) throws IOException {
        this.folder = folder;
        this.clock = clock;
        this.listener = listener;
        var list = list();
        if (Files.exists(list)) Files.readAllLines(list, UTF_8).stream().limit(LIMIT).map(line -> line.substring(line.indexOf(' ') + 1)).forEach(known::add);
    }

    synchronized long reported() { return reported; }

    void report(Damage damage) {
        var line = "segment=" + SegmentName.hex(damage.segment()) + " record=" + damage.record().map(RecordId::toString).orElse("-")
                + " offset=" + damage.offset() + " octets=" + damage.length() + " what=\"" + damage.what() + '"';
        synchronized (this) {
            reported++;
            if (known.size() >= LIMIT || !known.add(line)) return;
            LOG.log(Level.ERROR, "store damage " + line);
            note(clock.instant() + " " + line + "\n");
        }
        listener.accept(damage);
    }

    private void note(String line) {
        try (var channel = FileChannel.open(list(), CREATE, WRITE, APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
            channel.force(false);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "store damage could not be written down file=" + list(), e); // the CRC will find it again
        }
    }

    private Path list() { return folder.resolve("damage.log"); }
}
