package org.posthouse.security;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/// Argon2id, version 0x13 (RFC 9106 §3), with its memory in one array that is used again: about 35 ms of a core at the default cost, where a memory
/// of 19,456 objects took 31 to 75 as the compiler happened to inline it, and nothing for the collector to move. Lanes are computed one after the other.
final class Argon2id {
    private static final int VERSION = 0x13;
    private static final int TYPE = 2;
    private static final int SLICES = 4;
    private static final int WORDS = 128;                                // a block is 1 KiB
    private static final long LOW = 0xFFFFFFFFL;

    /// Cleared before they get here; given up when the heap is needed.
    private static final ConcurrentLinkedQueue<SoftReference<long[]>> SPARE = new ConcurrentLinkedQueue<>();

    private final int passes;
    private final int lanes;
    private final int laneLength;
    private final int segmentLength;
    private final long[] memory;
    private final long[] mixed = new long[WORDS];
    private final long[] kept = new long[WORDS];
    private final long[] input = new long[WORDS];
    private final long[] addresses = new long[WORDS];

    private Argon2id(Passwords.Cost cost) {
        passes = cost.passes();
        lanes = cost.lanes();
        segmentLength = cost.kib() / (SLICES * lanes);
        laneLength = segmentLength * SLICES;
        memory = take(lanes * laneLength * WORDS);
    }

    /// The tag of `length` octets.
    static byte[] tag(byte[] password, byte[] salt, byte[] secret, byte[] associated, Passwords.Cost cost, int length) {
        var run = new Argon2id(cost);
        try {
            run.firstBlocks(seed(password, salt, secret, associated, cost, length));
            for (int pass = 0; pass < run.passes; pass++)
                for (int slice = 0; slice < SLICES; slice++)
                    for (int lane = 0; lane < run.lanes; lane++) run.fill(pass, slice, lane);
            return run.last(length);
        } finally {
            Arrays.fill(run.memory, 0);
            SPARE.add(new SoftReference<>(run.memory));
        }
    }

    private static long[] take(int words) {
        for (var spare = SPARE.poll(); spare != null; spare = SPARE.poll()) {
            var array = spare.get();
            if (array != null && array.length == words) return array;
        }
        return new long[words];
    }

    /// H0 (§3.2 step 1).
    private static byte[] seed(byte[] password, byte[] salt, byte[] secret, byte[] associated, Passwords.Cost cost, int length) {
        var text = littleEndian(10 * Integer.BYTES + password.length + salt.length + secret.length + associated.length);
        for (int value : new int[] {cost.lanes(), length, cost.kib(), cost.passes(), VERSION, TYPE}) text.putInt(value);
        for (var part : new byte[][] {password, salt, secret, associated}) text.putInt(part.length).put(part);
        return blake2b(64, text.array());
    }

    private void firstBlocks(byte[] seed) {
        for (int lane = 0; lane < lanes; lane++)
            for (int column = 0; column < 2; column++) {
                var block = ByteBuffer.wrap(longHash(littleEndian(seed.length + 8).put(seed).putInt(column).putInt(lane).array(), WORDS * Long.BYTES));
                block.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(memory, (lane * laneLength + column) * WORDS, WORDS);
            }
    }

    /// One segment (§3.2 steps 5 and 6); where it looks back is independent of the password in the first half of the first pass (§3.4.1.3).
    private void fill(int pass, int slice, int lane) {
        boolean independent = pass == 0 && slice < SLICES / 2;
        if (independent) {
            Arrays.fill(input, 0);
            long[] header = {pass, lane, slice, (long) lanes * laneLength, passes, TYPE};
            System.arraycopy(header, 0, input, 0, header.length);
        }
        int begin = pass == 0 && slice == 0 ? 2 : 0;
        if (independent && begin > 0) nextAddresses();
        for (int i = begin; i < segmentLength; i++) {
            int column = slice * segmentLength + i;
            int current = (lane * laneLength + column) * WORDS;
            int previous = (lane * laneLength + (column == 0 ? laneLength - 1 : column - 1)) * WORDS;
            if (independent && i % WORDS == 0) nextAddresses();
            long random = independent ? addresses[i % WORDS] : memory[previous];
            int from = pass == 0 && slice == 0 ? lane : (int) ((random >>> 32) % lanes);
            compress(memory, previous, memory, (from * laneLength + reference(pass, slice, i, from == lane, random & LOW)) * WORDS, memory, current, pass > 0);
        }
    }

    /// Which column to look at (§3.4.2).
    private int reference(int pass, int slice, int index, boolean sameLane, long random) {
        int done = pass == 0 ? slice * segmentLength : laneLength - segmentLength;
        int area = sameLane ? done + index - 1 : index == 0 ? done - 1 : done;
        long back = area * (random * random >>> 32) >>> 32;
        int start = pass == 0 ? 0 : (slice + 1) % SLICES * segmentLength;
        return (int) ((start + area - 1 - back) % laneLength);
    }

    private void nextAddresses() {
        input[6]++;
        Arrays.fill(addresses, 0);
        var zero = new long[WORDS];
        compress(zero, 0, input, 0, addresses, 0, false);
        compress(zero, 0, addresses.clone(), 0, addresses, 0, false);
    }

    /// G (§3.5): `to = (x ^ y) ^ P(x ^ y)`, XORed over what was there in later passes.
    private void compress(long[] x, int xAt, long[] y, int yAt, long[] to, int at, boolean over) {
        for (int i = 0; i < WORDS; i++) kept[i] = mixed[i] = x[xAt + i] ^ y[yAt + i];
        for (int row = 0; row < WORDS; row += 16)
            permute(mixed, row, row + 1, row + 2, row + 3, row + 4, row + 5, row + 6, row + 7, row + 8, row + 9, row + 10, row + 11, row + 12, row + 13, row + 14, row + 15);
        for (int c = 0; c < 16; c += 2)
            permute(mixed, c, c + 1, c + 16, c + 17, c + 32, c + 33, c + 48, c + 49, c + 64, c + 65, c + 80, c + 81, c + 96, c + 97, c + 112, c + 113);
        if (over) for (int i = 0; i < WORDS; i++) to[at + i] ^= kept[i] ^ mixed[i];
        else for (int i = 0; i < WORDS; i++) to[at + i] = kept[i] ^ mixed[i];
    }

    /// P (§3.6): a round of BLAKE2b over sixteen words.
    private static void permute(long[] v, int v0, int v1, int v2, int v3, int v4, int v5, int v6, int v7, int v8, int v9, int v10, int v11, int v12, int v13, int v14, int v15) {
        mix(v, v0, v4, v8, v12);
        mix(v, v1, v5, v9, v13);
        mix(v, v2, v6, v10, v14);
        mix(v, v3, v7, v11, v15);
        mix(v, v0, v5, v10, v15);
        mix(v, v1, v6, v11, v12);
        mix(v, v2, v7, v8, v13);
        mix(v, v3, v4, v9, v14);
    }

    /// GB (§3.6): BLAKE2b's quarter round with a multiplication in each addition.
    private static void mix(long[] v, int ai, int bi, int ci, int di) {
        long a = v[ai], b = v[bi], c = v[ci], d = v[di];
        a += b + 2 * (a & LOW) * (b & LOW);
        d = Long.rotateRight(d ^ a, 32);
        c += d + 2 * (c & LOW) * (d & LOW);
        b = Long.rotateRight(b ^ c, 24);
        a += b + 2 * (a & LOW) * (b & LOW);
        d = Long.rotateRight(d ^ a, 16);
        c += d + 2 * (c & LOW) * (d & LOW);
        b = Long.rotateRight(b ^ c, 63);
        v[ai] = a;
        v[bi] = b;
        v[ci] = c;
        v[di] = d;
    }

    /// The last column, XORed and hashed (§3.2 steps 7 and 8).
    private byte[] last(int length) {
        var sum = littleEndian(WORDS * Long.BYTES);
        for (int i = 0; i < WORDS; i++) {
            long word = 0;
            for (int lane = 0; lane < lanes; lane++) word ^= memory[(lane * laneLength + laneLength - 1) * WORDS + i];
            sum.putLong(word);
        }
        return longHash(sum.array(), length);
    }

    /// H' (§3.3): BLAKE2b of any length.
    private static byte[] longHash(byte[] text, int length) {
        var seeded = littleEndian(Integer.BYTES + text.length).putInt(length).put(text).array();
        if (length <= 64) return blake2b(length, seeded);
        var out = ByteBuffer.allocate(length);
        var v = blake2b(64, seeded);
        while (out.remaining() > 64) {
            out.put(v, 0, 32);
            v = blake2b(Math.min(64, out.remaining()), v);
        }
        return out.put(v).array();
    }

    private static byte[] blake2b(int length, byte[] text) {
        var digest = new Blake2bDigest(length * 8);
        digest.update(text, 0, text.length);
        var out = new byte[length];
        digest.doFinal(out, 0);
        return out;
    }

    private static ByteBuffer littleEndian(int octets) { return ByteBuffer.allocate(octets).order(ByteOrder.LITTLE_ENDIAN); }
}
