package org.posthouse.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailDateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "1997-11-21T09:55:06-06:00 ~ Fri, 21 Nov 1997 09:55:06 -0600",
        "2026-02-01T00:00:00Z      ~ Sun, 1 Feb 2026 00:00:00 +0000",
        "2026-05-31T23:59:59+05:30 ~ Sun, 31 May 2026 23:59:59 +0530",
    })
    void isWrittenAsInTheRfc(String iso, String written) { assertEquals(written, MailDate.format(ZonedDateTime.parse(iso))); }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "Fri, 21 Nov 1997 09:55:06 -0600          ~ 1997-11-21T09:55:06-06:00",
        "21 Nov 97 09:55 EST                      ~ 1997-11-21T09:55-05:00",
        "Friday, 1 january 2026 1:02:60 GMT       ~ 2026-01-01T01:02:59Z",
        "Sun, 22 Nov 2026 08:30:00 +0900 (JST)    ~ 2026-11-22T08:30+09:00",
        "31 Feb 2026 00:00:00 +0000               ~",
        "1 Xyz 2026 00:00:00 +0000                ~",
        "1 Jan 2026 00:00:00 +9999                ~",
        "tomorrow                                 ~",
    })
    void isReadAsPeopleWriteIt(String written, String iso) { assertEquals(iso == null ? "" : iso, MailDate.parse(written).map(java.time.ZonedDateTime::toOffsetDateTime).map(Object::toString).orElse("")); }
}
