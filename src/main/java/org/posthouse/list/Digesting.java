package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// When a digest goes out.
///
/// @param hour     of the day in the house's time zone, for DAILY and WEEKLY
/// @param weekday  1 is Monday
/// @param messages one goes out as soon as so many wait, whatever the day; 0 for no such limit
/// @param octets   the same for their size
/// @param format   of members who have not chosen
@Embeddable public record Digesting(
        @Enumerated(EnumType.STRING) @Column(name = "digest_every") Every every,
        @Column(name = "digest_hour") int hour,
        @Column(name = "digest_weekday") int weekday,
        @Column(name = "digest_messages") int messages,
        @Column(name = "digest_octets") long octets,
        @Enumerated(EnumType.STRING) @Column(name = "digest_format") Format format) {
    public enum Every {
        DAY, WEEK,
        /// Only by number or size.
        NONE
    }

    public enum Format {
        /// RFC 2046 §5.1.5
        MIME,
        /// RFC 1153
        PLAIN
    }

    public static final Digesting USUAL = new Digesting(Every.DAY, 7, 1, 50, 1 << 20, Format.MIME);
}
