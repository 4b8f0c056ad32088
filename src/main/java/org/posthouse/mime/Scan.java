package org.posthouse.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Searches octets eight at a time, so that looking at every octet of a message costs less than copying it once.
public final class Scan {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Scan() { }

    /// Index of the first `wanted` (an ASCII octet) in `[from, to)`, or `to`.
    public static int find(byte[] octets, int from, int to, byte wanted) {
        long pattern = ONES * wanted;
        int at = from;
        for (; at <= to - 8; at += 8) {
            long differences = (long) WORD.get(octets, at) ^ pattern;
            long zeroes = (differences - ONES) & ~differences & HIGHS;      // exact for the lowest octet that is zero
            if (zeroes != 0) return at + (Long.numberOfTrailingZeros(zeroes) >>> 3);
        }
        while (at < to && octets[at] != wanted) at++;
        return at;
    }

    /// Index of the first CR, LF, NUL or other octet below 14 in `[from, to)`, or `to`.
    public static int findControl(byte[] octets, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = (long) WORD.get(octets, at);
            long below = (word - ONES * 14) & ~word & HIGHS;
            if (below != 0) return at + (Long.numberOfTrailingZeros(below) >>> 3);
        }
        while (at < to && (octets[at] & 0xff) >= 14) at++;
        return at;
    }

    /// Whether an octet above 127 occurs in `[from, to)`.
    public static boolean eightBit(byte[] octets, int from, int to) {
        long seen = 0;
        int at = from;
        for (; at <= to - 8; at += 8) seen |= (long) WORD.get(octets, at);
        for (; at < to; at++) seen |= octets[at];                            // sign extension reaches the bit that is asked for
        return (seen & HIGHS) != 0;
    }
}
