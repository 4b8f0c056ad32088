package org.posthouse.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessListTest {
    @ParameterizedTest(name = "{0} is kept as {1}") @CsvSource(textBlock = """
            199.17.234.0,      199.17.234.0/24
            199.17.0.0,        199.17.0.0/16
            10.0.0.0,          10.0.0.0/8
            0.0.0.0,           0.0.0.0/0
            10.0.0.1,          10.0.0.1/32
            199.17.234.5,      199.17.234.5/32
            192.0.2.77/28,     192.0.2.64/28
            ' 192.0.2.0/24 ',  192.0.2.0/24
            2001:db8::/32,     2001:db8:0:0:0:0:0:0/32
            2001:DB8::1,       2001:db8:0:0:0:0:0:1/128
            ::ffff:192.0.2.1/32, 192.0.2.1/32
            software.com,      software.com
            .Software.COM,     software.com
            localhost,         localhost
            """)
    void everyNotationHasOneText(String typed, String kept) {
        assertEquals(kept, AccessList.entry(typed).orElseThrow().text());
        assertEquals(kept, AccessList.entry(kept).orElseThrow().text(), "read again");
    }

    @ParameterizedTest @ValueSource(strings = {"", " ", "256.1.1.1", "1.2.3", "1.2.3.4.5", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "2001:db8::/129", "fe80::1%eth0", ":", "a b", "-a.com", "a..b", "*.com", "com.1", "x/24"})
    void whatIsNeitherNetworkNorNameIsNotRead(String typed) { assertTrue(AccessList.entry(typed).isEmpty()); }

    @ParameterizedTest(name = "{0} admits {1}: {2}") @CsvSource(textBlock = """
            199.17.234.0,      199.17.234.255, true
            199.17.234.0,      199.17.235.0,   false
            0.0.0.0,           192.0.2.1,      true
            0.0.0.0,           2001:db8::1,    false
            192.0.2.64/28,     192.0.2.79,     true
            192.0.2.64/28,     192.0.2.80,     false
            2001:db8::/33,     2001:db8:7fff::1, true
            2001:db8::/33,     2001:db8:8000::1, false
            192.0.2.1,         127.0.0.1,      false
            """)
    void aNetworkAdmitsItsOwn(String line, String client, boolean admitted) {
        assertEquals(admitted, AccessList.of(List.of(line)).admits(InetAddress.ofLiteral(client), _ -> fail("no name was asked for")));
    }

    @ParameterizedTest(name = "software.com admits {0}: {1}") @CsvSource({"software.com,true", "pc.software.com,true", "evilsoftware.com,false", "software.com.evil.test,false"})
    void aDomainAdmitsConfirmedNamesBelowIt(String name, boolean admitted) {
        assertEquals(admitted, AccessList.of(List.of("192.0.2.0/24", "software.com")).admits(InetAddress.ofLiteral("198.51.100.1"), _ -> Set.of(name)));
    }

    @Test void anEmptyListAdmitsEverybodyAndAnUnreadableLineNobody() {
        assertTrue(AccessList.EVERYBODY.admits(InetAddress.ofLiteral("192.0.2.1"), _ -> fail()));
        assertEquals(false, AccessList.of(List.of("???")).admits(InetAddress.ofLiteral("192.0.2.1"), _ -> Set.of("a.test")));
    }
}
