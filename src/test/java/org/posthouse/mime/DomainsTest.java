package org.posthouse.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainsTest {
    @ParameterizedTest
    @CsvSource({
        "Example.ORG, example.org", "xn--BCHER-kva.example, xn--bcher-kva.example", "Bücher.example, xn--bcher-kva.example", "BÜCHER.example, xn--bcher-kva.example",
        "straße.de, xn--strae-oqa.de", "例え。テスト, xn--r8jz45g.xn--zckzah", "ＡＢＣ.example, abc.example", "παράδειγμα.δοκιμή, xn--hxajbheg2az3al.xn--jxalpdlp",
        "bu\u0308cher.example, xn--bcher-kva.example", "他们为什么不说中文, xn--ihqwcrb4cv8a8dqg056pqjye", "[IPv6:2001:DB8::1], [ipv6:2001:db8::1]", "-bad-.Example, -bad-.example"
    })
    void oneDomainHasOneKey(String typed, String key) { assertEquals(key, Domains.key(typed)); }

    @ParameterizedTest
    @ValueSource(strings = { "a", "localhost", "example.org", "a-b.c--d.e", "1.example", "under_score.example", "bücher.example",
        "[127.0.0.1]", "[255.255.255.255]", "[IPv6:::1]", "[ipv6:2001:db8::ff00:42:8329]", "[IPv6:::ffff:192.0.2.1]" })
    void standsAfterTheAt(String domain) { assertTrue(Domains.valid(domain)); }

    @ParameterizedTest
    @ValueSource(strings = { "", ".", "a.", ".a", "a..b", "-a.example", "a-.example", "a b.example", "a@b", "exa\u0001mple", "a/b", "bü cher.example", "bü<cher.example",
        "[", "[]", "[1.2.3]", "[1.2.3.256]", "[1.2.3.4", "[01.2.3.4.5]", "[IPv6:]", "[IPv6:fe80::1%eth0]", "[IPv6:12345::]", "[IPv6:::1]x", "[x:y]", "\u0301a.example" })
    void doesNot(String domain) { assertFalse(Domains.valid(domain)); }

    @Test void lengthsAreBounded() {
        assertTrue(Domains.valid("a".repeat(63) + ".example"));
        assertFalse(Domains.valid("a".repeat(64) + ".example"));
        assertFalse(Domains.valid("a.".repeat(127) + "example"));
        assertFalse(Domains.valid("ü".repeat(60) + ".example"));
        assertFalse(Domains.valid("x".repeat(100_000)));
    }
}
