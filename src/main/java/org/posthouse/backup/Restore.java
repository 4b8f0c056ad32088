package org.posthouse.backup;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Makes a home of a backup, or reads a backup through.
final class Restore {
    /// Last of all: without it a store with segments is not opened, so half a restore never starts.
    private static final String CHECKPOINT = "store/checkpoint";

    private final Depot depot;
    private final Manifest manifest;
    private final Optional<BackupKey> key;
    private final LongConsumer progress;
    private long done;

    Restore(Depot depot, Manifest manifest, Optional<BackupKey> key, LongConsumer progress) throws BackupTrouble {
        if (manifest.encrypted() && key.isEmpty()) throw new BackupTrouble("The backup " + manifest.id() + " is encrypted; give its key with --key FILE.");
        this.depot = depot;
        this.manifest = manifest;
        this.key = key;
        this.progress = progress;
    }

    /// Reads all of it, the dump row by row.
    ///
    /// @return rows of the database
    long verify() throws IOException {
        for (var item : manifest.items()) {
            try (var in = depot.open(item, key)) {
                pump(item, in, (_, _) -> { });
            }
        }
        long rows = 0;
        try (var dump = dump()) {
            while (dump.table() != null) for (; dump.row() != null; rows++) { }
        }
        return rows;
    }

    DumpReader dump() throws IOException {
        var item = manifest.item(Manifest.DATABASE).orElseThrow(() -> new BackupTrouble("The backup " + manifest.id() + " has no database."));
        return new DumpReader(depot.open(item, key));
    }

    @FunctionalInterface private interface Sink {
        void take(byte[] octets, int length) throws IOException;
    }

    private void pump(Manifest.Item item, ObjectReader in, Sink sink) throws IOException {
        var digest = Digest.of(key, "digest");
        var some = new byte[256 << 10];
        long octets = 0;
        for (int got = in.read(some, 0, some.length); got >= 0; got = in.read(some, 0, some.length)) {
            digest.update(some, 0, got);
            sink.take(some, got);
            octets += got;
            done += got;
            progress.accept(done);
        }
        if (octets != item.octets() || !digest.end().equals(item.digest())) throw new BackupTrouble("The backup is damaged: the object of " + item.name() + " is another than the manifest says.");
    }

    /// Makes the files of a home where there is nothing; [#finish] makes it one that starts.
    void files(Path home) throws IOException {
        try {
            Files.createDirectories(home);
            try (var there = Files.list(home)) {
                if (there.anyMatch(file -> !file.getFileName().toString().equals("lost+found"))) throw new BackupTrouble("The folder " + home + " is not empty; a restore writes over nothing.");
            }
            keepPrivate(home);
            for (var folder : new String[] {"config", "store", "spool", "db", "index", "log", "tmp"}) Files.createDirectories(home.resolve(folder));
            for (var item : manifest.items()) if (!item.name().equals(Manifest.DATABASE) && !item.name().equals(CHECKPOINT)) file(home, item);
        } catch (IOException failed) {
            throw BackupTrouble.of("The restore into " + home, failed);
        }
    }

    void finish(Path home) throws IOException {
        try {
            var checkpoint = manifest.item(CHECKPOINT).orElseThrow(() -> new BackupTrouble("The backup " + manifest.id() + " has no checkpoint."));
            file(home, checkpoint);
            for (var folder : new String[] {"store", "config", "."}) Depot.force(home.resolve(folder));
        } catch (IOException failed) {
            throw BackupTrouble.of("The restore into " + home, failed);
        }
    }

    void file(Path home, Manifest.Item item) throws IOException {
        var target = home.resolve(item.name()).normalize();
        if (!target.startsWith(home.normalize())) throw new BackupTrouble("The backup names a file outside of the home: " + item.name() + ".");
        Files.createDirectories(target.getParent());
        keepPrivate(target.getParent());
        try (var in = depot.open(item, key); var out = FileChannel.open(target, CREATE_NEW, WRITE)) {
            if (posix(target)) Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
            pump(item, in, (octets, length) -> {
                for (var buffer = ByteBuffer.wrap(octets, 0, length); buffer.hasRemaining(); ) out.write(buffer);
            });
            out.force(true);
        }
    }

    private static boolean posix(Path file) { return file.getFileSystem().supportedFileAttributeViews().contains("posix"); }

    private static void keepPrivate(Path folder) throws IOException { if (posix(folder)) Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------")); }
}
