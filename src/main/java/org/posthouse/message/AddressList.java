package org.posthouse.message;

import java.util.ArrayList;
import java.util.List;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;

/// The addresses in a field such as To (RFC 5322 §3.4), names and comments left out, groups opened. What is no address is passed over, however much of it there is.
public final class AddressList {
    private final String text;
    private final int most;
    private final List<Address> found = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();
    private String angle = "";
    private int at;

    private AddressList(String text, int most) {
        this.text = text;
        this.most = most;
    }

    /// @param most addresses at most; the rest is not looked at
    public static List<Address> read(String field, int most) { return new AddressList(field, most).read(); }

    private List<Address> read() {
        while (at < text.length() && found.size() < most) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> bare.append(quoted());
                case '(' -> comment();
                case '[' -> bare.append(through(']'));
                case '<' -> {
                    var inside = through('>');
                    angle = inside.substring(1, inside.endsWith(">") ? inside.length() - 1 : inside.length()).strip();
                }
                case ',', ';' -> {
                    at++;
                    end();
                }
                case ':' -> {                                                // what stood before is the name of a group
                    at++;
                    bare.setLength(0);
                }
                default -> {
                    bare.append(c);
                    at++;
                }
            }
        }
        end();
        return found;
    }

    private void end() {
        var candidate = angle.isEmpty() ? bare.toString().replaceAll("(?<!\\s)\\s*+([.@])\\s*+", "$1").strip() : angle;
        if (found.size() < most && PathRead.parse("<" + candidate + ">") instanceof PathRead.Good(var path, var rest) && rest.isBlank()) path.address().ifPresent(found::add);
        bare.setLength(0);
        angle = "";
    }

    private String quoted() {
        int from = at++;
        while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
        at = Math.min(text.length(), at + 1);
        return text.substring(from, at);
    }

    private void comment() {
        int depth = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') at++;
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) {
                at++;
                return;
            }
        }
        at = Math.min(at, text.length());
    }

    private String through(char close) {
        int from = at;
        boolean inQuotes = false;
        for (at++; at < text.length() && (inQuotes || text.charAt(at) != close); at++) {
            if (text.charAt(at) == '\\') at++;
            else if (text.charAt(at) == '"') inQuotes = !inQuotes;
        }
        at = Math.min(text.length(), at + 1);
        return text.substring(from, at);
    }
}
