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
}
