package org.posthouse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @ParameterizedTest @CsvSource({"0,0", "1000,1000", "1 KB,1024", "1k,1024", "512 KiB,524288", "50 MB,52428800", "2 GB,2147483648", "2gb,2147483648", "1.5 MB,1572864", "'1,5 MB',1572864", "1 TB,1099511627776"})
    void peopleWriteSizesInManyWays(String text, long octets) { assertEquals(OptionalLong.of(octets), Size.read(text)); }

    @ParameterizedTest @ValueSource(strings = {"", "two GB", "-1", "1 XB", "1e9", "999999999999999 PB", "1 GB 2"})
    void whatIsNoSizeIsNotGuessed(String text) { assertEquals(OptionalLong.empty(), Size.read(text)); }

    @ParameterizedTest @ValueSource(longs = {0, 1, 1023, 1024, 1025, 52_428_800, 2_147_483_648L, 2_147_483_649L, 1L << 50})
    void whatIsWrittenExactlyReadsTheSame(long octets) { assertEquals(OptionalLong.of(octets), Size.read(Size.exact(octets))); }

    @ParameterizedTest @CsvSource({"0,0 B", "1023,1023 B", "1536,1.5 KB", "432013312,412 MB", "2147483648,2 GB"})
    void sizesAreRoundedForReading(long octets, String text) { assertEquals(text, Size.about(octets, Locale.ENGLISH).replace(",", "")); }
}
