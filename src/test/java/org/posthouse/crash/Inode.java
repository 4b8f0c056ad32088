package org.posthouse.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A file's octets: as programs see them, as the platter has them, and what lies between.
final class Inode implements Node {
    static final int SECTOR = 512;

    private byte[] live = new byte[0];
    private int size;
    private byte[] durable = new byte[0];
    private List<Change> pending = new ArrayList<>();

    /// @param octets  empty cuts the file at `offset`
    /// @param dropped a failed sync has marked it clean: no later sync writes it
    private record Change(int offset, byte[] octets, boolean cut, boolean dropped) { }

    int size() { return size; }

    int read(int at, byte[] into, int from, int length) {
        if (at >= size) return -1;
        int got = Math.min(length, size - at);
        System.arraycopy(live, at, into, from, got);
        return got;
    }

    void write(int at, byte[] octets) {
        grow(at + octets.length);
        System.arraycopy(octets, 0, live, at, octets.length);
        size = Math.max(size, at + octets.length);
        pending.add(new Change(at, octets, false, false));
    }

    void truncate(int to) {
        if (to >= size) return;
        Arrays.fill(live, to, size, (byte) 0);
        size = to;
        pending.add(new Change(to, new byte[0], true, false));
    }

    void force() {
        var left = new ArrayList<Change>();
        for (var change : pending) {
            if (change.dropped) {
                left.add(change);
            } else {
                durable = apply(durable, change);
                left = without(left, change.offset, change.cut ? Integer.MAX_VALUE : change.offset + change.octets.length);
            }
        }
        pending = left;
    }

    /// What was dropped and is written again later and synced is no longer in doubt.
    private static ArrayList<Change> without(List<Change> dropped, int from, int to) {
        var left = new ArrayList<Change>();
        for (var change : dropped) {
            int end = change.offset + change.octets.length;
            if (change.cut ? change.offset < from : end <= from || change.offset >= to) {
                left.add(change);
                continue;
            }
            if (change.offset < from) left.add(part(change, change.offset, from));
            if (end > to) left.add(part(change, to, end));
        }
        return left;
    }

    private static Change part(Change change, int from, int to) {
        return new Change(from, Arrays.copyOfRange(change.octets, from - change.offset, to - change.offset), false, true);
    }

    /// fsync failed: the pages are clean now, and on disk or not.
    void drop() { pending.replaceAll(change -> new Change(change.offset, change.octets, change.cut, true)); }

    void rot(int at) {
        live[at] ^= 0x10;
        if (at < durable.length) durable[at] ^= 0x10;
    }

    private void grow(int to) { if (to > live.length) live = Arrays.copyOf(live, Math.max(to, live.length * 2)); }

    private static byte[] apply(byte[] to, Change change) {
        if (change.cut) return change.offset < to.length ? Arrays.copyOf(to, change.offset) : to;
        int end = change.offset + change.octets.length;
        var grown = end > to.length ? Arrays.copyOf(to, end) : to;
        System.arraycopy(change.octets, 0, grown, change.offset, change.octets.length);
        return grown;
    }

    Inode afterCrash(Loss loss, RandomGenerator dice) {
        var after = new Inode();
        after.durable = switch (loss) {
            case EVERYTHING -> durable.clone();
            case NOTHING -> Arrays.copyOf(live, size);
            default -> torn(dice);
        };
        after.live = after.durable.clone();
        after.size = after.live.length;
        return after;
    }

    private byte[] torn(RandomGenerator dice) {
        double share = dice.nextInt(4) / 3.0;
        var octets = durable.clone();
        var cached = durable.clone();
        for (var change : pending) {
            cached = apply(cached, change);
            if (change.cut) {
                if (dice.nextDouble() < share) octets = apply(octets, change);
                continue;
            }
            int end = change.offset + change.octets.length;
            for (int at = change.offset / SECTOR * SECTOR; at < end; at += SECTOR) {
                if (dice.nextDouble() < share) octets = flushed(octets, cached, at, Math.min(at + SECTOR, cached.length), dice);
            }
        }
        // The length may have reached the disk before the octets did.
        return size > octets.length && dice.nextInt(4) == 0 ? filled(octets, size, dice) : octets;
    }

    /// A sector goes to the disk as the cache has it then, with all that was written to it before.
    private static byte[] flushed(byte[] octets, byte[] cached, int from, int to, RandomGenerator dice) {
        var grown = from > octets.length ? filled(octets, from, dice) : octets;
        return apply(grown, new Change(from, Arrays.copyOfRange(cached, from, to), false, false));
    }

    /// What a file system shows where it had promised room and wrote nothing: zeros, or what another file left there.
    private static byte[] filled(byte[] octets, int to, RandomGenerator dice) {
        var grown = Arrays.copyOf(octets, to);
        if (dice.nextBoolean()) return grown;
        var junk = new byte[to - octets.length];
        dice.nextBytes(junk);
        System.arraycopy(junk, 0, grown, octets.length, junk.length);
        return grown;
    }
}
