package org.posthouse.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthouse.domain.Rejected;
import org.posthouse.message.Charsets;

/// What a machine knows of its people, as texts: nothing here is a path any more.
///
/// @param homes by the name of the home folder
public record SystemFiles(String passwd, String aliases, String loginDefs, Map<String, Home> homes) {
    /// Octets of passwd or aliases, each.
    public static final int MOST_FILE = 4 << 20;
    /// Octets of one file in a home.
    public static final int MOST_IN_HOME = 64 << 10;
    static final Set<String> NAMES = Set.of(".plan", ".project", ".forward");

    public SystemFiles { homes = Map.copyOf(homes); }

    /// Three files of one home; empty for those that are not there.
    public record Home(String plan, String project, String forward) {
        static final Home NONE = new Home("", "", "");

        Home with(String name, String text) {
            return switch (name) {
                case ".plan" -> new Home(text, project, forward);
                case ".project" -> new Home(plan, text, forward);
                default -> new Home(plan, project, text);
            };
        }
    }

    /// @param homes a tar or zip of home folders; empty for none
    public static SystemFiles of(String passwd, String aliases, String loginDefs, InputStream homes) { return new SystemFiles(passwd, aliases, loginDefs, HomesArchive.read(homes)); }

    /// @throws Rejected INVALID `passwd` when nothing is in it
    public SystemFiles needed() {
        if (passwd.isBlank()) throw Rejected.invalid("passwd", "choose a passwd file");
        return this;
    }

    /// In UTF-8, else in Latin-1, in which old machines have their names.
    public static String text(String field, InputStream in, int most) throws IOException {
        var octets = in.readNBytes(most + 1);
        if (octets.length > most) throw Rejected.invalid(field, "at most {0} octets", most);
        return text(octets);
    }

    static String text(byte[] octets) { return Charsets.text(octets, "").replace("\u0000", ""); }

    /// Of the machine that the house runs on, as far as the house may read it. A home is looked into only for files of its own: a link there is somebody's way to another's file.
    public static SystemFiles ofMachine(Path root) throws IOException {
        var passwd = file(root.resolve("etc/passwd"), MOST_FILE).orElse("");
        var loginDefs = file(root.resolve("etc/login.defs"), MOST_FILE).orElse("");
        var homes = new LinkedHashMap<String, Home>();
        for (var line : passwd.lines().toList()) {
            var fields = line.split(":", -1);
            if (fields.length != 7 || !fields[5].matches("/[^\\p{Cntrl}]{1,200}") || fields[5].contains("/..")) continue;
            var folder = root.resolve(fields[5].substring(1));
            var home = Home.NONE;
            for (var name : NAMES) home = home.with(name, file(folder.resolve(name), MOST_IN_HOME).orElse(""));
            if (!home.equals(Home.NONE)) homes.put(folder.getFileName().toString(), home);
        }
        return new SystemFiles(passwd, file(root.resolve("etc/aliases"), MOST_FILE).orElse(""), loginDefs, homes);
    }

    /// A plain file's beginning; empty for anything else, and for what the house may not read.
    private static Optional<String> file(Path path, int most) {
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
            try (var channel = Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)); var in = Channels.newInputStream(channel)) {
                return Optional.of(text(in.readNBytes(most)));
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
