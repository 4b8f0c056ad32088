package org.posthouse.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;

/// The addresses of a field and where they stand in it (RFC 5322 §3.4), in one pass. Strict where a reader of mail might see another address than this one does: such an item is garbled.
final class Mailboxes {
    /// @param address an empty domain where the field has none
    /// @param end     behind its local part, where a domain would stand
    record Mailbox(Address address, int end) { }

    private final String text;
    private final List<Mailbox> found = new ArrayList<>();
    private boolean garbled;
    private int at;

    private final StringBuilder bare = new StringBuilder();
    private int bareEnd;
    private boolean gap;
    private boolean spaced;
    private boolean domained;
    private Optional<Mailbox> angle = Optional.empty();
    private boolean angled;

    private Mailboxes(String text) { this.text = text; }

    /// @param body of a field, one char an octet, folded or not
    static Mailboxes read(String body) {
        var read = new Mailboxes(body);
        read.all();
        return read;
    }

    List<Mailbox> all() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case ' ', '\t', '\r', '\n' -> {
                    gap = true;
                    at++;
                }
                case '(' -> comment();
                case '"' -> word(quoted());
                case '<' -> {
                    if (angled) garbled = true;
                    angled = true;
                    angle = inside();
                }
                case ',', ';' -> {
                    at++;
                    end();
                }
                case ':' -> {                                            // what stood before is the name of a group
                    at++;
                    if (angled) garbled = true;
                    forget();
                }
                case '[' -> word(through(']'));
                default -> word(text.substring(at, ++at));
            }
        }
        end();
        return found;
    }

    List<Mailbox> found() { return found; }

    /// Something in it is no address, or could be taken for another one.
    boolean garbled() { return garbled; }

    private void word(String piece) {
        if (angled) garbled = true;                                      // RFC 5322 §3.4: nothing but a comment follows the bracket
        boolean joins = piece.equals(".") || piece.equals("@") || !bare.isEmpty() && ".@".indexOf(bare.charAt(bare.length() - 1)) >= 0;
        if (gap && !bare.isEmpty() && !joins) spaced = true;
        gap = false;
        domained |= piece.equals("@");
        bare.append(piece);
        bareEnd = at;
    }

    private void end() {
        if (angled) {
            if (!spaced && domained) address(bare.toString()).ifPresent(shown -> found.add(new Mailbox(shown, bareEnd)));      // an address for a name: readers may see it for the real one
            angle.ifPresentOrElse(found::add, () -> garbled = true);
        } else if (!bare.isEmpty()) {
            var address = spaced ? Optional.<Address>empty() : address(bare.toString());
            address.ifPresentOrElse(a -> found.add(new Mailbox(a, bareEnd)), () -> garbled = true);
        }
        forget();
    }

    private void forget() {
        bare.setLength(0);
        gap = spaced = domained = angled = false;
        angle = Optional.empty();
    }

    /// Between angle brackets; a route in front is dropped (RFC 5322 §4.4).
    private Optional<Mailbox> inside() {
        int from = ++at;
        var inner = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '>') {
            char c = text.charAt(at);
            if (c == '"') inner.append(quoted());
            else if (c == '(') comment();
            else if (c == '<') return Optional.empty();
            else {
                if (c > ' ') inner.append(c);
                at++;
            }
        }
        int end = at;
        if (at == text.length()) return Optional.empty();
        at++;
        gap = false;
        if (inner.indexOf("@") == 0 && inner.indexOf(":") > 0) inner.delete(0, inner.indexOf(":") + 1);
        while (end > from && text.charAt(end - 1) <= ' ') end--;
        int place = end;
        return address(inner.toString()).map(address -> new Mailbox(address, place));
    }

    private static Optional<Address> address(String latin) {
        var octets = latin.getBytes(StandardCharsets.ISO_8859_1);
        var utf8 = new String(octets, StandardCharsets.UTF_8);
        return PathRead.parseShort("<" + utf8 + ">") instanceof PathRead.Good(var path, var rest) && rest.isEmpty() ? path.address() : Optional.empty();
    }

    private String quoted() {
        int from = at++;
        while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
        at = Math.min(text.length(), at + 1);
        return text.substring(from, at);
    }

    private String through(char close) {
        int from = at;
        int end = text.indexOf(close, at);
        at = end < 0 ? text.length() : end + 1;
        return text.substring(from, at);
    }

    /// RFC 5322 §3.2.2: they nest.
    private void comment() {
        int depth = 0;
        do {
            char c = text.charAt(at++);
            if (c == '\\') at++;
            else if (c == '(') depth++;
            else if (c == ')') depth--;
        } while (depth > 0 && at < text.length());
        at = Math.min(at, text.length());
        gap = true;
    }
}
