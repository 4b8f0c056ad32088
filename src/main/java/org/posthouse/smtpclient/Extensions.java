package org.posthouse.smtpclient;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a server offered in its reply to EHLO (RFC 5321 §4.1.1.1).
///
/// @param size of a message at most (RFC 1870); 0 for no limit or none that is said
/// @param auth mechanisms (RFC 4954), in capitals
record Extensions(boolean pipelining, boolean sized, long size, boolean eightBit, boolean utf8, boolean dsn, boolean startTls, Set<String> auth) {
    /// Of a server that knows HELO alone.
    static final Extensions NONE = new Extensions(false, false, 0, false, false, false, false, Set.of());

    /// @param lines of the reply; the first is the greeting
    static Extensions read(List<String> lines) {
        var keywords = new HashSet<String>();
        var auth = new HashSet<String>();
        long size = 0;
        for (var line : lines.subList(1, lines.size())) {
            var words = line.strip().toUpperCase(Locale.ROOT).replaceFirst("^AUTH=", "AUTH ").split("\\s+");      // AUTH=LOGIN: how it was written before RFC 2554, and still is
            keywords.add(words[0]);
            if (words[0].equals("SIZE") && words.length > 1 && words[1].matches("\\d{1,18}")) size = Long.parseLong(words[1]);
            if (words[0].equals("AUTH")) auth.addAll(List.of(words).subList(1, words.length));
        }
        return new Extensions(keywords.contains("PIPELINING"), keywords.contains("SIZE"), size, keywords.contains("8BITMIME"), keywords.contains("SMTPUTF8"), keywords.contains("DSN"), keywords.contains("STARTTLS"), Set.copyOf(auth));
    }
}
