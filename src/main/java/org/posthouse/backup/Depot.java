package org.posthouse.backup;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A folder of backups: `posthouse-backups` says that it is one, `*.manifest` are the backups, `objects/` what they consist of.
public final class Depot {
    private static final String MARK = "posthouse-backups";
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    private Depot(Path folder) { this.folder = folder; }

    /// One that is there.
    public static Depot at(Path folder) throws BackupTrouble {
        if (!Files.isRegularFile(folder.resolve(MARK))) throw new BackupTrouble(folder + " is no folder of backups.");
        return new Depot(folder.toAbsolutePath().normalize());
    }

    /// One that is there, or an empty folder that becomes one.
    public static Depot open(Path folder) throws IOException {
        try {
            if (!Files.isRegularFile(folder.resolve(MARK))) {
                Files.createDirectories(folder);
                try (var files = Files.list(folder)) {
                    if (files.anyMatch(file -> !file.getFileName().toString().equals("lost+found"))) throw new BackupTrouble(folder + " is neither empty nor a folder of backups; name another folder.");
                }
                if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));    // other people's mail
                replace(folder.resolve(MARK), "Backups of one Posthouse, format 1. Leave the files alone; 'posthouse backup' looks after them.\n");
            }
            Files.createDirectories(folder.resolve("objects"));
            return new Depot(folder.toAbsolutePath().normalize());
        } catch (IOException failed) {
            throw BackupTrouble.of("Opening the folder " + folder, failed);
        }
    }

    Path folder() { return folder; }

    /// Held by who writes or deletes here.
    AutoCloseable lock() throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException heldByThisProcess) {
            // the same answer as when another process holds it
        }
        channel.close();
        throw new BackupTrouble("Another backup into " + folder + " is under way.");
    }

    /// Names of the backups that are whole, oldest first.
    public List<String> ids() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("[0-9]{8}T[0-9]{6}Z(-[0-9]{1,9})?\\.manifest")).map(name -> name.substring(0, name.length() - Manifest.ENDING.length()))
                    .sorted(java.util.Comparator.comparing((String id) -> id.substring(0, 16)).thenComparingInt(Depot::again)).toList();
        }
    }

    private static int again(String id) { return id.length() > 16 ? Integer.parseInt(id.substring(17)) : 0; }

    /// @param id `latest` for the newest
    public Manifest manifest(String id, Optional<BackupKey> key) throws IOException {
        var all = ids();
        if (id.equals("latest") && all.isEmpty()) throw new BackupTrouble("There is no finished backup in " + folder + ".");
        return Manifest.read(folder.resolve((id.equals("latest") ? all.getLast() : id) + Manifest.ENDING), key);
    }

    /// Behind all that are there: a clock that was set back must not make the newest backup the first to be pruned.
    String freshId(Instant now) throws IOException {
        var there = ids();
        var id = ID.format(now);
        if (there.isEmpty() || there.getLast().substring(0, 16).compareTo(id) < 0) return id;
        return there.getLast().substring(0, 16) + "-" + (Math.max(1, again(there.getLast())) + 1);
    }

    /// Before the manifest says that they are there.
    void syncNames() throws IOException {
        try (var folders = Files.list(folder.resolve("objects"))) {
            for (var each : folders.toList()) force(each);
        }
        force(folder.resolve("objects"));
        force(folder);
    }

    void keep(Manifest manifest, Optional<BackupKey> key) throws IOException { replace(folder.resolve(manifest.id() + Manifest.ENDING), manifest.text(key)); }

    Path object(String object) { return folder.resolve("objects").resolve(object.substring(0, 2)).resolve(object); }

    ObjectReader open(Manifest.Item item, Optional<BackupKey> key) throws IOException { return new ObjectReader(object(item.object()), key, item.name()); }

    /// Deletes backups but the newest, and the objects that no backup names any more. Where a manifest cannot be read nothing is deleted: nobody knows what it names.
    int prune(int keep) throws IOException {
        var ids = ids();
        var old = ids.subList(0, Math.max(0, ids.size() - keep));
        var named = new HashSet<String>();
        for (var id : ids.subList(old.size(), ids.size())) for (var item : Manifest.read(folder.resolve(id + Manifest.ENDING), Optional.empty()).items()) named.add(item.object());
        for (var id : old) Files.delete(folder.resolve(id + Manifest.ENDING));
        if (!old.isEmpty()) force(folder);
        var gone = new ArrayList<Path>();
        try (var files = Files.walk(folder.resolve("objects"), 2)) {
            files.filter(Files::isRegularFile).filter(file -> !named.contains(file.getFileName().toString())).forEach(gone::add);
        }
        for (var file : gone) Files.deleteIfExists(file);
        return old.size();
    }

    static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING)) {
            for (var octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)); octets.hasRemaining(); ) channel.write(octets);
            channel.force(true);
        } catch (IOException failed) {
            Files.deleteIfExists(unfinished);
            throw failed;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file.getParent());
    }
}
