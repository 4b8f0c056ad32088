package org.posthouse.table;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.posthouse.domain.Rejected;
import org.posthouse.table.SystemFiles.Home;

/// A tar (POSIX.1-1988 and -2001, GNU), gzipped or not, or a zip of home folders. Only `.plan`, `.project` and `.forward` are read, into memory: nothing is unpacked, so a name in the archive leads nowhere,
/// and a link in it is passed over.
final class HomesArchive {
    /// Octets, unpacked; a home folder with more in it should be packed without the rest.
    static final long MOST = 512L << 20;
    private static final int MOST_ENTRIES = 500_000;
    /// Octets of the files that are read, which stay in memory.
    private static final int MOST_KEPT = 32 << 20;
    private static final int BLOCK = 512;
    private static final int MOST_PATH = 4096;

    private final Map<String, Home> homes = new LinkedHashMap<>();
    private long read;
    private long kept;
    private int entries;

    private HomesArchive() { }

    /// @throws Rejected INVALID `homes` for what is neither, or beyond the limits
    static Map<String, Home> read(InputStream given) {
        var archive = new HomesArchive();
        try {
            var in = new BufferedInputStream(given, 64 << 10);
            in.mark(BLOCK);
            var head = in.readNBytes(4);
            in.reset();
            if (head.length == 0) return Map.of();
            if (head.length == 4 && head[0] == 'P' && head[1] == 'K') archive.zip(in);
            else archive.tar(head.length > 1 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B ? new BufferedInputStream(new GZIPInputStream(in), 64 << 10) : in);
            return archive.homes;
        } catch (ZipException | EOFException | NumberFormatException damaged) {
            throw Rejected.invalid("homes", "is no tar or zip that can be read");
        } catch (IOException failed) {
            throw Rejected.invalid("homes", "is no tar or zip that can be read");
        }
    }

    private void count(long octets) {
        read += octets;
        if (read > MOST || ++entries > MOST_ENTRIES) throw tooMuch();
    }

    private static Rejected tooMuch() { return Rejected.invalid("homes", "holds too much: pack only the files .plan, .project and .forward"); }

    private void zip(InputStream in) throws IOException {
        var zip = new ZipInputStream(in, StandardCharsets.UTF_8);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            long rest = 0;
            if (!entry.isDirectory() && entry.getName().length() <= MOST_PATH && wanted(entry.getName())) {
                var octets = zip.readNBytes(SystemFiles.MOST_IN_HOME);
                take(entry.getName(), octets);
                rest = octets.length;
            }
            var some = new byte[16 << 10];
            for (int got = zip.read(some); got >= 0; got = zip.read(some)) {
                rest += got;
                if (read + rest > MOST) break;
            }
            count(rest);
        }
    }

    private void tar(InputStream in) throws IOException {
        var longName = "";
        while (true) {
            var header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || empty(header)) return;
            if (!checked(header)) throw new ZipException("no tar");
            long size = number(header, 124, 12);
            char type = (char) header[156];
            count(BLOCK);
            if (type == 'L' || type == 'x') {                            // the name of what follows: GNU's way, and pax
                if (size > 64 << 10) throw new ZipException("a name that is too long");
                var text = new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
                longName = type == 'L' ? text.replaceFirst("\\u0000.*$", "") : pax(text, longName);
            } else {
                var path = longName.isEmpty() ? joined(field(header, 345, 155), field(header, 0, 100)) : longName;
                longName = type == 'g' ? longName : "";
                boolean plain = type == '0' || type == 0;                // a link names a file of somebody else's choice
                int keep = plain && path.length() <= MOST_PATH && wanted(path) ? (int) Math.min(size, SystemFiles.MOST_IN_HOME) : 0;
                if (keep > 0) take(path, in.readNBytes(keep));
                count(size);
                in.skipNBytes(size - keep);
            }
            in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        }
    }

    private static String joined(String prefix, String name) { return prefix.isEmpty() ? name : prefix + '/' + name; }

    private static String pax(String records, String before) {
        for (var record : records.split("\n")) {
            int space = record.indexOf(' ');
            if (space > 0 && record.startsWith("path=", space + 1)) return record.substring(space + 6);
        }
        return before;
    }

    private static boolean empty(byte[] header) {
        for (byte b : header) if (b != 0) return false;
        return true;
    }

    /// The sum of a header's octets, its own field taken for spaces.
    private static boolean checked(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xFF;
        return sum == number(header, 148, 8);
    }

    /// Octal digits; base-256 (GNU) only for what is too large here anyway.
    private static long number(byte[] header, int from, int length) {
        if ((header[from] & 0x80) != 0) throw new NumberFormatException("a size of another kind");
        var digits = field(header, from, length).strip();
        if (digits.startsWith("-")) throw new NumberFormatException("a size below nothing");
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String field(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) end++;
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static boolean wanted(String path) {
        var steps = path.split("/");
        return steps.length >= 2 && SystemFiles.NAMES.contains(steps[steps.length - 1]) && steps[steps.length - 2].matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
    }

    private void take(String path, byte[] octets) {
        kept += octets.length;
        if (kept > MOST_KEPT) throw tooMuch();
        var steps = path.split("/");
        homes.merge(steps[steps.length - 2], Home.NONE.with(steps[steps.length - 1], SystemFiles.text(octets)), (before, _) -> before.with(steps[steps.length - 1], SystemFiles.text(octets)));
    }
}
