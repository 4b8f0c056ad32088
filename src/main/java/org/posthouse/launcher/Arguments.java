package org.posthouse.launcher;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stands behind a command: words, and options that begin with two hyphens. An option that nobody asked for is a mistake.
final class Arguments {
    private final ArrayDeque<String> words = new ArrayDeque<>();
    private final Map<String, List<String>> options = new HashMap<>();

    /// @param flags options without a value
    Arguments(List<String> given, Set<String> flags, Set<String> valued) {
        var rest = new ArrayDeque<>(given);
        boolean wordsOnly = false;
        while (!rest.isEmpty()) {
            var next = rest.poll();
            if (wordsOnly || !next.startsWith("--")) words.add(next);
            else if (next.equals("--")) wordsOnly = true;
            else {
                int equals = next.indexOf('=');
                var name = equals < 0 ? next.substring(2) : next.substring(2, equals);
                if (!flags.contains(name) && !valued.contains(name)) throw new CannotStart(Exit.BAD_SETTING, "There is no option --" + name + " here; 'posthouse help' lists them.");
                if (flags.contains(name) && equals >= 0) throw new CannotStart(Exit.BAD_SETTING, "--" + name + " takes no value.");
                if (valued.contains(name) && equals < 0 && rest.isEmpty()) throw new CannotStart(Exit.BAD_SETTING, "--" + name + " needs a value.");
                options.computeIfAbsent(name, _ -> new ArrayList<>()).add(flags.contains(name) ? "" : equals < 0 ? rest.poll() : next.substring(equals + 1));
            }
        }
    }

    boolean flag(String name) { return options.containsKey(name); }

    Optional<String> option(String name) {
        var all = options.getOrDefault(name, List.of());
        if (all.size() > 1) throw new CannotStart(Exit.BAD_SETTING, "--" + name + " is given twice.");
        return all.stream().findFirst();
    }

    /// The next word.
    String word(String what) {
        if (words.isEmpty()) throw new CannotStart(Exit.BAD_SETTING, "The command needs " + what + "; 'posthouse help' shows how.");
        return words.poll();
    }

    Optional<String> word() { return Optional.ofNullable(words.poll()); }

    List<String> rest() {
        var rest = List.copyOf(words);
        words.clear();
        return rest;
    }

    void done() {
        if (!words.isEmpty()) throw new CannotStart(Exit.BAD_SETTING, "'" + words.peek() + "' is one word too many; 'posthouse help' shows how.");
    }
}
