package org.posthouse.smtpclient;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a server answered, or what the house says where no server did.
///
/// @param code     200 to 599; 0 when nobody answered
/// @param enhanced RFC 3463 status; empty when the server gave none
/// @param lines    without codes
public record Response(int code, String enhanced, List<String> lines) {
    private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?:\\s+|$)");
    private static final int MOST_TEXT = 1000;

    public Response { lines = List.copyOf(lines); }

    /// The house's own words.
    public static Response own(String enhanced, String text) { return new Response(0, enhanced, List.of(text)); }

    /// Takes the enhanced code off the lines (RFC 2034 §4); one whose class is not the reply's is text.
    static Response read(int code, List<String> lines) {
        var first = ENHANCED.matcher(lines.getFirst());
        if (!first.lookingAt() || first.group(1).charAt(0) - '0' != code / 100) return new Response(code, "", lines);
        var status = first.group(1);
        return new Response(code, status, lines.stream().map(line -> line.startsWith(status) ? line.substring(status.length()).strip() : line).toList());
    }

    public boolean taken() { return code / 100 == 2; }

    public boolean never() { return code / 100 == 5; }

    /// The server is about to close the connection (RFC 5321 §3.8).
    boolean closing() { return code == 421; }

    boolean goAhead() { return code == 354; }

    /// The enhanced code, or the one that says no more than the class.
    public String status() { return !enhanced.isEmpty() ? enhanced : code >= 200 && code < 600 && code / 100 != 3 ? code / 100 + ".0.0" : "4.5.0"; }

    public String text() {
        var text = lines.stream().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }
}
