package org.posthouse.filter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/// Lines of the simple editor as the script that they stand for; shown to their owner, who may go on from there.
final class SimpleScript {
    private SimpleScript() { }

    static String of(List<FilterLine> lines) {
        if (lines.isEmpty()) return "";
        var required = new TreeSet<String>();
        var commands = new ArrayList<String>();
        for (var line : lines) {
            var command = command(line, required);
            commands.add(line.words().isBlank() ? command : "if " + test(line, required) + " {\n    " + command.replace("\n", "\n    ") + "\n}");
        }
        var head = required.isEmpty() ? "" : "require " + list(List.copyOf(required)) + ";\n";
        return head + String.join("\n", commands) + "\n";
    }

    /// How many addresses one message is sent on to at most: every copy is made before the first line that ends the matter.
    static int redirects(List<FilterLine> lines) {
        var copies = new HashSet<String>();
        int most = 0;
        for (var line : lines) {
            if (line.act() == FilterLine.Act.COPY_TO) copies.add(line.target());
            most = Math.max(most, copies.size() + (line.act() == FilterLine.Act.FORWARD && !copies.contains(line.target()) ? 1 : 0));
        }
        return most;
    }

    private static String test(FilterLine line, TreeSet<String> required) {
        var words = quoted(line.words());
        return switch (line.part()) {
            case FROM -> "header :contains [\"From\", \"Sender\"] " + words;
            case TO -> "header :contains [\"To\", \"Cc\"] " + words;
            case SUBJECT -> "header :contains \"Subject\" " + words;
            case LIST -> "header :contains \"List-Id\" " + words;
            case TEXT -> {
                required.add("body");
                yield "body :text :contains " + words;
            }
        };
    }

    private static String command(FilterLine line, TreeSet<String> required) {
        return switch (line.act()) {
            case FOLDER -> {
                required.addAll(List.of("fileinto", "mailbox"));
                yield "fileinto :create " + quoted(line.target()) + ";\nstop;";
            }
            case FORWARD -> "redirect " + quoted(line.target()) + ";\nstop;";
            case COPY_TO -> {
                required.add("copy");
                yield "redirect :copy " + quoted(line.target()) + ";";
            }
            case DISCARD -> "discard;\nstop;";
            case KEEP -> "keep;\nstop;";
        };
    }

    private static String list(List<String> names) { return names.size() == 1 ? quoted(names.getFirst()) : names.stream().map(SimpleScript::quoted).collect(java.util.stream.Collectors.joining(", ", "[", "]")); }

    /// RFC 5228 §2.4.2: only these two signs mean something in a quoted string.
    private static String quoted(String text) { return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'; }
}
