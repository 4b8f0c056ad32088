package org.posthouse.launcher;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the files of this machine's people, or of another's that is mounted somewhere, and has the house make accounts of them. The house may not read homes; who runs this command may.
final class SystemUsersCommand {
    private static final Set<String> FLAGS = Set.of("json", "dry-run", "links");
    private static final int MOST_FILE = 4 << 20;
    private static final int MOST_IN_HOME = 64 << 10;
    private static final Map<String, String> IN_HOME = Map.of("plan", ".plan", "project", ".project", "forward", ".forward");

    private SystemUsersCommand() { }

    static Exit run(List<String> given) {
        var valued = new java.util.HashSet<>(HouseApi.OPTIONS);
        valued.addAll(List.of("domain", "root"));
        var arguments = new Arguments(given, FLAGS, valued);
        arguments.done();
        var root = Path.of(arguments.option("root").orElse("/"));
        var passwd = text(root.resolve("etc/passwd"), MOST_FILE);
        if (passwd.isBlank()) throw new CannotStart(Exit.BAD_SETTING, root.resolve("etc/passwd") + " cannot be read.");
        var body = HouseApi.fields("passwd", passwd, "aliases", text(root.resolve("etc/aliases"), MOST_FILE), "loginDefs", text(root.resolve("etc/login.defs"), MOST_FILE), "homes", homes(root, passwd),
                "domain", arguments.option("domain").orElse(""), "links", arguments.flag("links"), "dryRun", arguments.flag("dry-run"));
        var answer = HouseApi.of(arguments).ask("POST", "accounts/system-users", body);
        if (arguments.flag("json")) return Posthouse.say(answer.body());
        var told = answer.object();
        for (var item : Json.list(told.get("items"))) {
            var line = Json.object(item);
            if (!"system".equals(line.get("result"))) System.out.println(words(line));
        }
        return Posthouse.say((arguments.flag("dry-run") ? "Would be taken: " : "Taken: ") + told.get("created") + ", there already: " + told.get("unchanged") + ", refused: " + told.get("refused") + ", system users left out: " + told.get("system") + ".");
    }

    private static String words(Map<String, Object> line) {
        var place = line.get("file") + (Long.valueOf(0).equals(line.get("line")) ? "" : ":" + line.get("line"));
        var text = line.get("result") + "  " + place + "  " + line.get("what") + (String.valueOf(line.get("to")).isEmpty() ? "" : " -> " + line.get("to"));
        for (var more : List.of("reason", "link")) if (!String.valueOf(line.get(more)).isEmpty()) text += "  " + line.get(more);
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static Map<String, Object> homes(Path root, String passwd) {
        var homes = new HashMap<String, Object>();
        for (var line : passwd.lines().toList()) {
            var fields = line.split(":", -1);
            if (fields.length != 7 || !fields[5].matches("/[^\\p{Cntrl}]{1,200}") || fields[5].contains("/..")) continue;
            var folder = root.resolve(fields[5].substring(1));
            var home = new HashMap<String, Object>();
            IN_HOME.forEach((name, file) -> home.put(name, text(folder.resolve(file), MOST_IN_HOME)));
            if (home.values().stream().anyMatch(text -> !text.toString().isEmpty())) homes.put(folder.getFileName().toString(), home);
        }
        return homes;
    }

    /// A plain file's beginning, in UTF-8 or else in Latin-1. A link in a home is passed over: root reads, and its owner chose where it leads.
    private static String text(Path path, int most) {
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) return "";
            try (var channel = Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)); var in = Channels.newInputStream(channel)) {
                var octets = in.readNBytes(most);
                try {
                    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
                } catch (CharacterCodingException other) {
                    return new String(octets, StandardCharsets.ISO_8859_1);
                }
            }
        } catch (IOException unreadable) {
            return "";
        }
    }
}
