package org.posthouse.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {
    @ParameterizedTest
    @CsvSource({ "QQ314159, QQ314159", "a+2Bb+3Dc, a+b=c", "+20x, ' x'", "+C3+BC, ü", "ü, ü" })
    void decodes(String encoded, String text) { assertEquals(Optional.of(text), Xtext.decode(encoded)); }

    @ParameterizedTest
    @ValueSource(strings = { "+", "+4", "+4g", "+4a", "a=b", "a b", "+0D+0A", "+00", "+7F", "+C3", "a+2" })
    void refuses(String encoded) { assertEquals(Optional.empty(), Xtext.decode(encoded)); }

    @ParameterizedTest
    @ValueSource(strings = { "", "plain", "a+b=c d", "ü", "~!" })
    void encodingIsTheOpposite(String text) { assertEquals(Optional.of(text), Xtext.decode(Xtext.encode(text))); }
}
