package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthouse.mime.Address;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

/// Files with an address a line that aliases include. Looked at again every few seconds, read again when they have changed.
@ApplicationScoped public class Includes {
    private static final System.Logger LOG = System.getLogger(Includes.class.getName());
    /// Octets of a file; a longer one is not read.
    static final int MOST_OCTETS = 1 << 20;
    private static final long LOOK_MILLIS = 5000;
    private static final int MOST_FILES = 1000;

    /// A file as it was read.
    ///
    /// @param seen when it was looked at last
    private record Read(long seen, FileTime changed, long octets, List<Address> addresses) { }

    @Inject Settings settings;
    @Inject Clock clock;

    private final ConcurrentHashMap<String, Read> read = new ConcurrentHashMap<>();

    /// Those of a file. One that cannot be read any more keeps what it had as long as the house runs; empty when it never could.
    Optional<List<Address>> addresses(String path) {
        var known = read.get(path);
        if (known != null && clock.millis() - known.seen < LOOK_MILLIS) return Optional.of(known.addresses);
        try {
            var file = allowed(path).orElseThrow(() -> new IOException("it is no file below a registered folder"));
            var facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean same = known != null && known.changed.equals(facts.lastModifiedTime()) && known.octets == facts.size();
            var fresh = new Read(clock.millis(), facts.lastModifiedTime(), facts.size(), same ? known.addresses : read(file, facts));
            if (read.size() >= MOST_FILES) read.clear();
            read.put(path, fresh);
            return Optional.of(fresh.addresses);
        } catch (IOException | InvalidPathException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "event=include-unreadable file={0} what={1}", path, unreadable.getMessage());
            if (known != null) read.put(path, new Read(clock.millis(), known.changed, known.octets, known.addresses));
            return Optional.ofNullable(known).map(Read::addresses);
        }
    }

    /// The file itself when it is a plain one below a registered folder, wherever links on the way lead.
    Optional<Path> allowed(String path) throws IOException {
        var file = Path.of(path);
        if (!file.isAbsolute() || !Files.isRegularFile(file)) return Optional.empty();       // a device or a pipe would hold up whoever reads it
        var real = file.toRealPath();
        for (var root : settings.now().text(TextSetting.INCLUDE_ROOTS).lines().toList())
            if (Files.isDirectory(Path.of(root)) && real.startsWith(Path.of(root).toRealPath())) return Optional.of(real);
        return Optional.empty();
    }

    private static List<Address> read(Path file, BasicFileAttributes facts) throws IOException {
        if (facts.size() > MOST_OCTETS) throw new IOException("it has more than " + MOST_OCTETS + " octets");
        byte[] octets;
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            octets = in.readNBytes(MOST_OCTETS + 1);
        }
        var byKey = new LinkedHashMap<String, Address>();
        int bad = 0;
        for (var line : new String(octets, StandardCharsets.UTF_8).lines().toList()) {
            var text = line.replaceFirst("^\uFEFF", "").strip();
            if (text.isEmpty() || text.startsWith("#")) continue;
            var address = text.length() > 320 ? Optional.<Address>empty() : Addresses.read(text);
            if (address.isPresent()) byKey.putIfAbsent(address.get().key(), address.get());
            else bad++;
        }
        if (bad > 0) LOG.log(System.Logger.Level.WARNING, "event=include-lines-ignored file={0} lines={1} what=no addresses", file, Integer.toString(bad));
        return byKey.values().stream().limit(Walk.MOST_GOALS).toList();
    }
}
