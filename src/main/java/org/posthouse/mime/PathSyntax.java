package org.posthouse.mime;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One pass over the text of a path.
final class PathSyntax {
    private static final int MOST_OCTETS = 256;                  // RFC 5321 §4.5.3.1.3, with the brackets

    private final String text;
    private final boolean shortened;
    private int at;

    /// @param shortened a local part may stand alone
    PathSyntax(String text, boolean shortened) {
        this.text = text;
        this.shortened = shortened;
    }

    PathRead read() {
        if (!take('<')) return bad("address must stand in angle brackets");
        if (take('>')) return new PathRead.Good(Path.NULL, text.substring(at));
        if (peek() == '@' && !skipRoute()) return bad("source route is malformed");
        var local = peek() == '"' ? quotedString() : dotString();
        if (local.isEmpty()) return bad("local part is malformed");
        if (!LocalPart.valid(local.get())) return bad("local part is longer than 64 octets");
        if (take('>')) return bare(local.get());
        if (!take('@')) return bad("address is malformed");
        int close = text.indexOf('>', at);
        if (close < 0) return bad("closing bracket is missing");
        var domain = text.substring(at, close);
        at = close + 1;
        if (!Domains.valid(domain)) return bad("domain is malformed");
        return good(Path.to(local.get(), domain));
    }

    /// An address without a domain: only the postmaster has one (RFC 5321 §4.5.1).
    private PathRead bare(String local) { return shortened || local.equalsIgnoreCase("postmaster") ? good(Path.to(local, "")) : bad("domain is missing"); }

    private PathRead good(Path path) {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MOST_OCTETS) return bad("path is longer than 256 octets");
        return new PathRead.Good(path, text.substring(at));
    }

    /// `@one,@two:` is read and dropped (RFC 5321 §3.3, appendix C).
    private boolean skipRoute() {
        int colon = text.indexOf(':', at);
        if (colon < 0) return false;
        for (var hop : text.substring(at, colon).split(",", -1)) {
            if (!hop.startsWith("@") || !Domains.isHostName(hop.substring(1))) return false;
        }
        at = colon + 1;
        return true;
    }

    private Optional<String> dotString() {
        int start = at;
        while (at < text.length() && (peek() == '.' || LocalPart.isAtext(peek()))) at++;
        var local = text.substring(start, at);
        return LocalPart.isDotString(local) ? Optional.of(local) : Optional.empty();
    }

    private Optional<String> quotedString() {
        var local = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return local.isEmpty() ? Optional.empty() : Optional.of(local.toString());
            }
            if (c == '\\' && ++at < text.length()) c = text.charAt(at);
            if (!LocalPart.quotable(c)) return Optional.empty();
            local.append(c);
        }
        return Optional.empty();
    }

    private char peek() { return at < text.length() ? text.charAt(at) : 0; }

    private boolean take(char wanted) {
        if (peek() != wanted) return false;
        at++;
        return true;
    }

    private static PathRead bad(String why) { return new PathRead.Bad(why); }
}
