package org.posthouse.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program that mail may be handed to.
///
/// @param name      how plans and aliases call it
/// @param path      of the file
/// @param arguments as typed: words, those with blanks in double quotes, with placeholders such as `{recipient}`
/// @param folder    where it runs; empty for `/`
/// @param user      as whom it runs when the house may choose; empty for the house's own, or nobody where that is root
/// @param seconds   that it may take
/// @param memory    octets of address space; 0 for no limit
public record Program(String name, String path, String arguments, String folder, String user, int seconds, long memory) {
    /// What can stand in arguments.
    public static final List<String> PLACEHOLDERS = List.of("recipient", "original", "sender", "record", "size");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern WORD = Pattern.compile("\\G\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"]+))(?=\\s|$)");

    /// The arguments one by one, placeholders as they stand; empty when quotes are not closed, or a placeholder is none.
    public static Optional<List<String>> words(String arguments) {
        var words = new ArrayList<String>();
        int at = 0;
        for (var match = WORD.matcher(arguments); match.find(); at = match.end()) words.add(match.group(1) == null ? match.group(2) : match.group(1).replaceAll("\\\\(.)", "$1"));
        boolean known = PLACEHOLDER.matcher(arguments).results().allMatch(placeholder -> PLACEHOLDERS.contains(placeholder.group(1)));
        return known && arguments.substring(at).isBlank() ? Optional.of(words) : Optional.empty();
    }

    /// The arguments with everything put in: a value never makes two words of one.
    ///
    /// @return empty when a value would be taken for an option, because it begins an argument with a hyphen
    public Optional<List<String>> argumentsWith(Map<String, String> values) {
        var filled = new ArrayList<String>();
        for (var word : words(arguments).orElseThrow()) {
            var value = PLACEHOLDER.matcher(word).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
            if (value.startsWith("-") && !word.startsWith("-")) return Optional.empty();
            filled.add(value);
        }
        return Optional.of(filled);
    }
}
