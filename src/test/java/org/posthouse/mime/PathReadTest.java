package org.posthouse.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathReadTest {
    private static String read(String text) {
        return switch (PathRead.parse(text)) {
            case PathRead.Good(var path, var rest) -> path + "~" + rest;
            case PathRead.Bad(var why) -> "! " + why;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "<jane@example.org>                    ~ <jane@example.org>",
        "<Jane.Doe+x=y@Example.ORG>            ~ <Jane.Doe+x=y@Example.ORG>",
        "<>                                    ~ <>",
        "<postmaster>                          ~ <postmaster>",
        "<PostMaster>                          ~ <PostMaster>",
        "<@a.example,@b.example:c@d.example>   ~ <c@d.example>",
        "<\"jane doe\"@example.org>            ~ <\"jane doe\"@example.org>",
        "<\"a\\\"b\\\\c\"@example.org>         ~ <\"a\\\"b\\\\c\"@example.org>",
        "<\"jane\"@example.org>                ~ <jane@example.org>",
        "<\"j\\ane\"@example.org>              ~ <jane@example.org>",
        "<\"a@b\"@example.org>                 ~ <\"a@b\"@example.org>",
        "<\"a>b\"@example.org>                 ~ <\"a>b\"@example.org>",
        "<jane@[192.0.2.1]>                    ~ <jane@[192.0.2.1]>",
        "<jane@[IPv6:2001:db8::1]>             ~ <jane@[IPv6:2001:db8::1]>",
        "<用户@例え.テスト>                     ~ <用户@例え.テスト>",
    })
    void reads(String text, String path) { assertEquals(path + "~", read(text)); }

    @Test void givesTheRestBack() { assertEquals("<a@b.example>~ SIZE=1", read(" <a@b.example> SIZE=1")); }

    @ParameterizedTest
    @ValueSource(strings = { "", "jane@example.org", "<jane@example.org", "<jane>", "<@example.org>", "<jane@>", "<.jane@example.org>", "<jane.@example.org>", "<ja..ne@example.org>",
        "<ja ne@example.org>", "<jane@exa mple.org>", "<jane@@example.org>", "<\"jane@example.org>", "<\"\"@example.org>", "<\"a\tb\"@example.org>", "<\"a\u0001\"@example.org>", "<\"a\\", "<\"a\\\u0001\"@b.example>",
        "<@a.example>", "<@a.example:>", "<@:a@b.example>", "<a@b@c.example>", "<jane@example.org.>", "<<jane@example.org>>", "< >", "<ja\u0085ne@example.org>" })
    void refuses(String text) { assertInstanceOf(PathRead.Bad.class, PathRead.parse(text)); }

    @Test void lengthsAreThoseOfTheRfc() {
        assertTrue(read("<" + "a".repeat(64) + "@example.org>").startsWith("<a"));
        assertTrue(read("<" + "a".repeat(65) + "@example.org>").startsWith("!"));
        assertTrue(read("<" + "ü".repeat(33) + "@example.org>").startsWith("!"));
        var domain = ("b".repeat(60) + ".").repeat(4);
        assertTrue(read("<x@" + domain + "c".repeat(8) + ">").startsWith("<x"));
        assertTrue(read("<x@" + domain + "c".repeat(9) + ">").startsWith("! path"));
        assertTrue(read("<" + "@a.example,".repeat(100_000)).startsWith("!"));
    }

    @Test void aLocalPartMayStandAloneWhereItIsCompleted() {
        assertInstanceOf(PathRead.Bad.class, PathRead.parse("<jane>"));
        assertEquals(new PathRead.Good(Path.to("jane", ""), ""), PathRead.parseShort("<jane>"));
        assertEquals(new PathRead.Good(Path.to("jane", "example.test"), " X=1"), PathRead.parseShort("<jane@example.test> X=1"));
        assertInstanceOf(PathRead.Bad.class, PathRead.parseShort("<jane@>"));
    }
}
