package org.posthouse.mime;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Date and time as header fields carry them (RFC 5322 §3.3): `Fri, 21 Nov 1997 09:55:06 -0600`.
public final class MailDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private MailDate() { }

    /// @param when in the years 1900 to 9999 (RFC 5322 §3.3)
    public static String format(ZonedDateTime when) { return FORMAT.format(when); }
}
