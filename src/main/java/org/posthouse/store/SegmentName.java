package org.posthouse.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The file name of a segment: `<ordinal>-<uuid>-<generation>.seg`, all hexadecimal. A segment keeps ordinal and UUID for life; each compaction writes the next generation.
record SegmentName(long ordinal, UUID id, int generation) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{32})-([0-9a-f]{8})\\.seg");

    static Optional<SegmentName> parse(String name) {
        var match = TEXT.matcher(name);
        if (!match.matches()) return Optional.empty();
        var hex = match.group(2);
        var id = new UUID(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
        return Optional.of(new SegmentName(HexFormat.fromHexDigitsToLong(match.group(1)), id, HexFormat.fromHexDigits(match.group(3))));
    }

    /// A UUID of version 7 (RFC 9562 §5.7), so that ids sort by time.
    static UUID newId(Clock clock, RandomGenerator random) {
        long high = clock.millis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, random.nextLong() >>> 2 | 1L << 63);
    }

    static String hex(UUID id) { return HexFormat.of().toHexDigits(id.getMostSignificantBits()) + HexFormat.of().toHexDigits(id.getLeastSignificantBits()); }

    Path segment(StorePaths paths) { return paths.store().resolve(stem() + ".seg"); }

    /// The index beside it, which can be rebuilt from it.
    Path sidecar(StorePaths paths) { return paths.store().resolve(stem() + ".idx"); }

    SegmentName nextGeneration() { return new SegmentName(ordinal, id, generation + 1); }

    private String stem() { return HexFormat.of().toHexDigits(ordinal) + '-' + hex(id) + '-' + HexFormat.of().toHexDigits(generation); }
}
