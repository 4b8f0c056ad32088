package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;

/// What the other side said, fit for a log line: one token, no controls, cut.
final class Peer {
    private static final int MOST = 200;

    private Peer() { }

    static String text(Reply said) { return text(said.code() + " " + said.enhanced() + " " + said.lines().getLast()); }

    static String text(String said) {
        if (said.isEmpty()) return "-";
        var safe = new StringBuilder();
        for (int i = 0; i < said.length() && safe.length() < MOST; i++) {
            char c = said.charAt(i);
            if (c == '"' || c == '\\') safe.append('\\').append(c);
            else if (c < 32 || c >= 127 && c < 160 || Character.isSurrogate(c) || Character.getType(c) == Character.FORMAT
                    || c == '\u2028' || c == '\u2029') safe.append(String.format("\\u%04x", (int) c));
            else safe.append(c);
        }
        if (safe.length() >= MOST) safe.append("...");
        return safe.indexOf(" ") < 0 && safe.indexOf("=") < 0 ? safe.toString() : "\"" + safe + "\"";
    }
}
