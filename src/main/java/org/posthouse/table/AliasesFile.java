package org.posthouse.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in `/etc/aliases` and in `.forward`, which speak one language: words between commas, some of them quoted (aliases(5)). Comments begin with `#` where a word could begin.
final class AliasesFile {
    static final int MOST_LINES = 20_000;
    static final int MOST_TARGETS = 1_000;

    private AliasesFile() { }

    /// Where a word says that mail goes.
    sealed interface Target {
        String text();

        /// An address, or a name of this machine. `\jane` is jane's mailbox itself, whatever else is said of jane.
        record Name(String text) implements Target { }

        record Program(String text) implements Target {
            /// The path of the program and what is behind it.
            String[] command() { return text.substring(1).strip().split("\\s+", 2); }
        }

        record File(String text) implements Target { }

        record Include(String text) implements Target { }
    }

    /// @param name without its quotes; empty for a line that cannot be read, which then is the only target
    record Entry(long line, String name, List<Target> targets) { }

    static List<Entry> aliases(String text) {
        var entries = new ArrayList<Entry>();
        var whole = new StringBuilder();
        long begun = 0, at = 0;
        for (var line : text.lines().limit(MOST_LINES).toList()) {
            at++;
            if (line.isBlank() || line.startsWith("#")) continue;
            if (!Character.isWhitespace(line.charAt(0))) {
                if (!whole.isEmpty()) entries.add(entry(begun, whole.toString()));
                whole.setLength(0);
                begun = at;
            }
            whole.append(whole.isEmpty() ? "" : "\n").append(line.strip());
        }
        if (!whole.isEmpty()) entries.add(entry(begun, whole.toString()));
        return entries;
    }

    private static Entry entry(long line, String text) {
        boolean quoted = text.startsWith("\"");
        int close = quoted ? text.indexOf('"', 1) : 0;
        int colon = close < 0 ? -1 : text.indexOf(':', close);
        var name = colon < 1 ? "" : text.substring(0, colon).strip().replaceAll("^\"|\"$", "");
        return name.isEmpty() ? new Entry(line, "", List.of(new Target.Name(Passwd.cut(text)))) : new Entry(line, name, targets(text.substring(colon + 1)));
    }

    /// The lines of a `.forward`.
    static List<Target> forward(String text) {
        var targets = new ArrayList<Target>();
        for (var line : text.lines().limit(MOST_TARGETS).toList()) if (!line.isBlank() && !line.startsWith("#") && targets.size() < MOST_TARGETS) targets.addAll(targets(line));
        return targets;
    }

    private static List<Target> targets(String text) {
        var targets = new ArrayList<Target>();
        var word = new StringBuilder();
        boolean quoted = false, empty = true;
        for (int i = 0; i <= text.length() && targets.size() < MOST_TARGETS; i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            boolean over = i == text.length() || c == ',' && !quoted || c == '#' && !quoted && (i == 0 || Character.isWhitespace(text.charAt(i - 1)));
            if (!over) {
                if (c == '"') quoted = !quoted;
                else if (quoted && c == '\\' && i + 1 < text.length()) word.append(text.charAt(++i));
                else word.append(c);
                empty = false;
                continue;
            }
            if (!empty) target(word.toString().strip()).ifPresent(targets::add);
            word.setLength(0);
            empty = true;
            while (c == '#' && i + 1 < text.length() && text.charAt(i + 1) != '\n') i++;      // to the end of its line
        }
        return targets;
    }

    private static Optional<Target> target(String word) {
        if (word.isEmpty()) return Optional.empty();
        if (word.startsWith("|")) return Optional.of(new Target.Program(word));
        if (word.startsWith("/")) return Optional.of(new Target.File(word));
        if (word.regionMatches(true, 0, ":include:", 0, 9)) return Optional.of(new Target.Include(word));
        return Optional.of(new Target.Name(word));
    }
}
