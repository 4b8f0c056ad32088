package org.posthouse.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a message is marked with: system flags as bits, keywords with blanks between (RFC 9051 §2.3.2).
public record Marks(int flags, String keywords) {
    public static final Marks NONE = new Marks(0, "");
    /// The bits are stored: add at the end.
    private static final List<String> SYSTEM = List.of("\\answered", "\\flagged", "\\deleted", "\\seen", "\\draft");
    private static final int MOST_KEYWORDS = 1000;

    /// As scripts and mail programs name them; what can be no flag is left out.
    public static Marks of(List<String> names) {
        int flags = 0;
        var keywords = new ArrayList<String>();
        for (var name : names) {
            int bit = SYSTEM.indexOf(name.toLowerCase(Locale.ROOT));
            if (bit >= 0) flags |= 1 << bit;
            else if (name.matches("[!#$&'+-\\[^-z|}~]{1,100}") && keywords.stream().noneMatch(name::equalsIgnoreCase)) keywords.add(name);       // RFC 9051 §9: an atom
        }
        var text = String.join(" ", keywords);
        return new Marks(flags, text.length() <= MOST_KEYWORDS ? text : "");
    }
}
