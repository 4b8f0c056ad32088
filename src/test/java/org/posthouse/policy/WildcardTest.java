package org.posthouse.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest @CsvSource(quoteCharacter = '`', textBlock = """
            *, ``, true
            ``, ``, true
            ``, a, false
            ?, ``, false
            a*, A, true
            *a, ba, true
            *a*b*c, xaxbxc, true
            *a*b*c, xaxcxb, false
            a?c, abc, true
            a?c, ac, false
            *.example, x.example, true
            (a|b)+, a, false
            [a-z], a, false
            """)
    void starsAndQuestionMarksAlone(String pattern, String text, boolean matches) { assertEquals(matches, Wildcard.of(pattern).matches(text)); }

    @Test void caseMattersWhenAsked() { assertFalse(Wildcard.of("Abc*", true).matches("abcd")); }
}
