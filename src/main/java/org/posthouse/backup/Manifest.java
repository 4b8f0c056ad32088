package org.posthouse.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a backup consists of. A text file; its last line is a digest of the lines before, keyed where the backup is.
///
/// @param id       names it, and sorts by time
/// @param program  version of the house that made it
/// @param cut      the moment that it shows
/// @param schema   the newest migration of its database
/// @param keyPrint of the key that sealed it; empty for none
/// @param records  segments and large bodies are among the items, and everything else
public record Manifest(String id, String program, String hostname, Instant cut, String database, String schema, String keyPrint, List<Item> items) {
    static final String ENDING = ".manifest";
    private static final Pattern ID = Pattern.compile("[0-9]{8}T[0-9]{6}Z(-[0-9]{1,9})?");
    private static final long LIMIT = 256L << 20;

    /// A file of the home, or the database.
    ///
    /// @param object where its octets are
    /// @param octets in the clear
    /// @param whole  a file of this name and length never has other octets
    public record Item(String name, String object, long octets, String digest, boolean whole) { }

    /// The name of the item that holds the database.
    static final String DATABASE = "database";

    public boolean encrypted() { return !keyPrint.isEmpty(); }

    Optional<Item> item(String name) { return items.stream().filter(item -> item.name.equals(name)).findFirst(); }

    public long octets() { return items.stream().mapToLong(Item::octets).sum(); }

    String text(Optional<BackupKey> key) {
        var text = new StringBuilder("posthouse-backup 1\n");
        fields().forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
        for (var item : items) text.append("item ").append(item.object).append(' ').append(item.octets).append(' ').append(item.digest).append(' ').append(item.whole ? "whole" : "once").append(' ').append(item.name).append('\n');
        return text + "end " + end(text.toString(), key) + "\n";
    }

    private Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", id);
        fields.put("program", program);
        fields.put("hostname", hostname);
        fields.put("cut", cut.toString());
        fields.put("database", database);
        fields.put("schema", schema);
        fields.put("key", keyPrint.isEmpty() ? "none" : keyPrint);
        return fields;
    }

    private static String end(String text, Optional<BackupKey> key) {
        var digest = Digest.of(key, "manifest");
        var octets = text.getBytes(UTF_8);
        digest.update(octets, 0, octets.length);
        return digest.end();
    }

    /// What it says, its end not checked where there is no key for it.
    ///
    /// @param key must be the right one when given, and the backup an encrypted one
    static Manifest read(Path file, Optional<BackupKey> key) throws IOException {
        if (!ID.matcher(idOf(file)).matches()) throw new BackupTrouble(file + " is no manifest of a backup.");
        String text;
        try {
            if (Files.size(file) > LIMIT) throw new BackupTrouble(file + " is too large for a manifest.");
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new BackupTrouble("There is no backup " + idOf(file) + " in " + file.getParent() + ".", missing);
        } catch (java.nio.charset.CharacterCodingException rotten) {
            throw damaged(file, rotten);
        }
        try {
            var read = parse(text);
            if (!read.id.equals(idOf(file))) throw new IllegalArgumentException("another id");
            if (read.encrypted() && key.isPresent() && !key.get().print().equals(read.keyPrint)) throw new BackupTrouble("The backup " + read.id + " was encrypted with another key.");
            if (!read.encrypted() && key.isPresent()) throw new BackupTrouble("The backup " + read.id + " is not encrypted; leave the key out.");
            int end = text.lastIndexOf("end ");
            if ((!read.encrypted() || key.isPresent()) && !text.substring(end).strip().equals("end " + end(text.substring(0, end), key))) throw new IllegalArgumentException("its end is wrong");
            return read;
        } catch (IllegalArgumentException | DateTimeParseException | IndexOutOfBoundsException rotten) {
            throw damaged(file, rotten);
        }
    }

    private static BackupTrouble damaged(Path file, Exception why) { return new BackupTrouble("The manifest " + file + " is damaged" + (why.getMessage() == null ? "" : ": " + why.getMessage()) + ".", why); }

    private static String idOf(Path file) { return file.getFileName().toString().replaceFirst("\\.manifest$", ""); }

    private static Manifest parse(String text) throws BackupTrouble {
        var lines = text.lines().toList();
        var first = lines.getFirst().split(" ");
        if (!first[0].equals("posthouse-backup")) throw new IllegalArgumentException("its first line is wrong");
        if (!first[1].equals("1")) throw new BackupTrouble("The backup is of format " + first[1] + ", which a newer version wrote; this one reads format 1.");
        var fields = new LinkedHashMap<String, String>();
        var items = new ArrayList<Item>();
        if (!lines.getLast().startsWith("end ")) throw new IllegalArgumentException("it has no end");
        for (var line : lines.subList(1, lines.size() - 1)) {
            var parts = line.split(" ", 2);
            if (!parts[0].equals("item")) fields.put(parts[0], parts[1]);
            else {
                var item = parts[1].split(" ", 5);
                if (!item[0].matches("[0-9a-f]{64}") || !safe(item[4])) throw new IllegalArgumentException("a name in it leads elsewhere");
                items.add(new Item(item[4], item[0], Long.parseLong(item[1]), item[2], item[3].equals("whole")));
            }
        }
        for (var name : List.of("id", "program", "hostname", "cut", "database", "schema", "key")) if (!fields.containsKey(name)) throw new IllegalArgumentException("it lacks " + name);
        return new Manifest(fields.get("id"), fields.get("program"), fields.get("hostname"), Instant.parse(fields.get("cut")), fields.get("database"), fields.get("schema"),
                fields.get("key").equals("none") ? "" : fields.get("key"), List.copyOf(items));
    }

    /// A path below the home: what somebody wrote into a manifest without a key must not reach elsewhere.
    static boolean safe(String name) { return !name.matches("(?s).*[\\p{Cntrl}\\\\].*") && Arrays.stream(name.split("/", -1)).noneMatch(part -> part.isEmpty() || part.isBlank() || part.equals(".") || part.equals("..")); }
}
