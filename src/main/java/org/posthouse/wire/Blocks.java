package org.posthouse.wire;

import java.util.concurrent.ArrayBlockingQueue;

/// Large buffers, lent for the length of one body. What the pool cannot keep is garbage; how many are out at once is bounded by the number of connections.
final class Blocks {
    static final int OCTETS = 32 << 10;
    private static final ArrayBlockingQueue<byte[]> KEPT = new ArrayBlockingQueue<>(256);

    private Blocks() { }

    static byte[] borrow() {
        var kept = KEPT.poll();
        return kept != null ? kept : new byte[OCTETS];
    }

    static void giveBack(byte[] block) { KEPT.offer(block); }
}
