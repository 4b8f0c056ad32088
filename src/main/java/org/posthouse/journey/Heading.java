package org.posthouse.journey;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What the header of a message says of it, as it stands there.
///
/// @param id       of the Message-ID field, without angle brackets; empty for none
/// @param subject  unfolded, not decoded; empty for none
/// @param received how many servers had it before, by its Received fields
public record Heading(String id, String subject, int received) {
    public static final Heading NONE = new Heading("", "", 0);
    private static final int LONGEST = 400;
    private static final String ID = "message-id:";
    private static final String SUBJECT = "subject:";
    private static final String RECEIVED = "received:";

    /// Of the octets of a header section, perhaps cut. Looks at the beginnings of lines only, for it is done for every message.
    static Heading of(byte[] octets) {
        String id = "";
        String subject = "";
        int received = 0;
        for (int from = 0; from < octets.length; ) {
            if (octets[from] == '\r' || octets[from] == '\n') break;             // the empty line
            int end = end(octets, from);
            if (is(octets, from, RECEIVED)) received++;
            else if (id.isEmpty() && is(octets, from, ID)) id = bare(text(octets, from + ID.length(), end));
            else if (subject.isEmpty() && is(octets, from, SUBJECT)) subject = text(octets, from + SUBJECT.length(), end);
            from = end;
        }
        return new Heading(id, subject, received);
    }

    /// Behind the field that begins here, with the lines that go on with it (RFC 5322 §2.2.3).
    private static int end(byte[] octets, int from) {
        int at = from;
        do {
            while (at < octets.length && octets[at] != '\n') at++;
            at++;
        } while (at < octets.length && (octets[at] == ' ' || octets[at] == '\t'));
        return Math.min(at, octets.length);
    }

    private static boolean is(byte[] octets, int from, String name) {
        if (octets.length - from < name.length()) return false;
        for (int i = 0; i < name.length(); i++) if ((octets[from + i] | (name.charAt(i) == ':' || name.charAt(i) == '-' ? 0 : 0x20)) != name.charAt(i)) return false;
        return true;
    }

    private static String text(byte[] octets, int from, int end) {
        var utf8 = new String(octets, from, Math.max(0, end - from), StandardCharsets.UTF_8);
        var text = (utf8.indexOf('\uFFFD') < 0 ? utf8 : new String(octets, from, end - from, StandardCharsets.ISO_8859_1)).replaceAll("\\p{Cntrl}+", "").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /// As people type a Message-ID: with or without its brackets.
    static String bare(String id) {
        int open = id.indexOf('<');
        int close = id.indexOf('>', open + 1);
        return (open >= 0 && close > open ? id.substring(open + 1, close) : id).strip();
    }

    /// For looking it up: nobody tells two messages apart by the case of their ids, and some servers change it.
    static String key(String id) { return bare(id).toLowerCase(Locale.ROOT); }
}
