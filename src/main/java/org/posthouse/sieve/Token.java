package org.posthouse.sieve;

/// A word of a script (RFC 5228 §8.1).
///
/// @param text of an identifier or tag in lower case; of a string its value
record Token(Kind kind, String text, long number, int line) {
    enum Kind { IDENTIFIER, TAG, NUMBER, STRING, OPEN_LIST, CLOSE_LIST, OPEN_TESTS, CLOSE_TESTS, OPEN_BLOCK, CLOSE_BLOCK, COMMA, SEMICOLON, END }

    boolean is(Kind other) { return kind == other; }

    @Override public String toString() {
        return switch (kind) {
            case IDENTIFIER -> text;
            case TAG -> ":" + text;
            case NUMBER -> Long.toString(number);
            case STRING -> "a string";
            case OPEN_LIST -> "[";
            case CLOSE_LIST -> "]";
            case OPEN_TESTS -> "(";
            case CLOSE_TESTS -> ")";
            case OPEN_BLOCK -> "{";
            case CLOSE_BLOCK -> "}";
            case COMMA -> ",";
            case SEMICOLON -> ";";
            case END -> "the end of the script";
        };
    }
}
