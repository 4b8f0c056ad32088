package org.posthouse.sieve;

import java.util.Locale;
import java.util.regex.Pattern;

/// Cuts a script into words. Line ends may be CRLF or LF.
final class Lexer {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long LARGEST = Long.MAX_VALUE >> 30;

    private final String text;
    private int at;
    private int line = 1;

    Lexer(String text) { this.text = text.replace("\r\n", "\n"); }

    Token next() throws ScriptFault {
        skip();
        if (at == text.length()) return token(Token.Kind.END, "");
        char c = text.charAt(at);
        switch (c) {
            case '[': return sign(Token.Kind.OPEN_LIST);
            case ']': return sign(Token.Kind.CLOSE_LIST);
            case '(': return sign(Token.Kind.OPEN_TESTS);
            case ')': return sign(Token.Kind.CLOSE_TESTS);
            case '{': return sign(Token.Kind.OPEN_BLOCK);
            case '}': return sign(Token.Kind.CLOSE_BLOCK);
            case ',': return sign(Token.Kind.COMMA);
            case ';': return sign(Token.Kind.SEMICOLON);
            case '"': return quoted();
            case ':':
                at++;
                return token(Token.Kind.TAG, word());
            default:
                if (c >= '0' && c <= '9') return number();
                var word = word();
                return word.equals("text") && at < text.length() && text.charAt(at) == ':' ? lines() : token(Token.Kind.IDENTIFIER, word);
        }
    }

    private Token token(Token.Kind kind, String value) { return new Token(kind, value, 0, line); }

    private Token sign(Token.Kind kind) {
        at++;
        return token(kind, "");
    }

    /// White space and comments (RFC 5228 §2.2, §2.3).
    private void skip() throws ScriptFault {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') at++;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) throw new ScriptFault(line, "a comment that begins here does not end");
                line += (int) text.substring(at, end).chars().filter(one -> one == '\n').count();
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private String word() throws ScriptFault {
        var match = IDENTIFIER.matcher(text).region(at, text.length());
        if (!match.lookingAt()) throw new ScriptFault(line, "a character that does not belong here: " + (at < text.length() ? Character.toString(text.codePointAt(at)) : "the end of the script"));
        at = match.end();
        return match.group().toLowerCase(Locale.ROOT);                    // RFC 5228 §2.1: identifiers without regard to case
    }

    /// RFC 5228 §2.4.1.
    private Token number() throws ScriptFault {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        if (at - from > 12 || Long.parseLong(text.substring(from, at)) > LARGEST) throw new ScriptFault(line, "a number that is too large");
        long value = Long.parseLong(text.substring(from, at));
        int shift = at == text.length() ? 0 : switch (text.charAt(at)) {
            case 'k', 'K' -> 10;
            case 'm', 'M' -> 20;
            case 'g', 'G' -> 30;
            default -> 0;
        };
        if (shift > 0) at++;
        return new Token(Token.Kind.NUMBER, "", value << shift, line);
    }

    private Token quoted() throws ScriptFault {
        int began = line;
        var value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                value.append('\r');
            }
            value.append(c);
        }
        if (at == text.length()) throw new ScriptFault(began, "a string that begins here does not end");
        at++;
        return new Token(Token.Kind.STRING, value.toString(), 0, began);
    }

    /// `text:` and lines up to one with a lone dot (RFC 5228 §2.4.2).
    private Token lines() throws ScriptFault {
        int began = line;
        at++;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
        if (at < text.length() && text.charAt(at) == '#') while (at < text.length() && text.charAt(at) != '\n') at++;
        if (at == text.length() || text.charAt(at) != '\n') throw new ScriptFault(line, "text: ends its line");
        at++;
        line++;
        var value = new StringBuilder();
        while (true) {
            int end = text.indexOf('\n', at);
            if (end < 0 && !text.substring(at).equals(".")) throw new ScriptFault(began, "a text that begins here does not end with a line that is a dot");
            var one = end < 0 ? "." : text.substring(at, end);
            at = end < 0 ? text.length() : end + 1;
            line++;
            if (one.equals(".")) return new Token(Token.Kind.STRING, value.toString(), 0, began);
            value.append(one.startsWith(".") ? one.substring(1) : one).append("\r\n");
        }
    }
}
