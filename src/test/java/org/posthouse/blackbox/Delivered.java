package org.posthouse.blackbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A message as POP3 gives it: what final delivery put in front, and what was sent.
record Delivered(String returnPath, String deliveredTo, String received, byte[] message) {
    /// @throws AssertionError when the three fields are not there, in this order
    static Delivered parse(byte[] octets) {
        int[] at = {0};
        return new Delivered(field(octets, at, "Return-Path"), field(octets, at, "Delivered-To"), field(octets, at, "Received"), Arrays.copyOfRange(octets, at[0], octets.length));
    }

    private static String field(byte[] octets, int[] at, String name) {
        int end = at[0];
        do {
            while (octets[end] != '\n') end++;
            end++;
        } while (end < octets.length && (octets[end] == ' ' || octets[end] == '\t'));
        var field = new String(octets, at[0], end - at[0], StandardCharsets.UTF_8);
        if (!field.startsWith(name + ": ")) throw new AssertionError("not " + name + ": " + field);
        at[0] = end;
        return field.substring(name.length() + 2).stripTrailing();
    }
}
