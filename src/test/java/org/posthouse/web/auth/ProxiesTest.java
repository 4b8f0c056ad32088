package org.posthouse.web.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private final Proxies proxies = new Proxies(List.of("10.0.0.0/8, 2001:db8:1::/48"));

    @ParameterizedTest(name = "{0}: {1} → {2} {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            10.1.1.1  | for=192.0.2.60;proto=https;by=203.0.113.43               | 192.0.2.60    | https
            10.1.1.1  | For="[2001:db8:cafe::17]:4711";proto=http                | 2001:db8:cafe:0:0:0:0:17 | http
            10.1.1.1  | for=198.51.100.9, for=192.0.2.43;proto=https             | 192.0.2.43    | https
            10.1.1.1  | for=198.51.100.9;proto=http, for=10.9.9.9;proto=https    | 198.51.100.9  | http
            10.1.1.1  | for=unknown                                              | 10.1.1.1      | -
            10.1.1.1  | for=_hidden;proto=https                                  | 10.1.1.1      | -
            10.1.1.1  | for=evil.example                                         | 10.1.1.1      | -
            192.0.2.1 | for=127.0.0.1;proto=https                                | 192.0.2.1     | -
            """)
    void ofForwardedTheLastAddressThatIsNoProxysCounts(String peer, String field, String client, String proto) {
        var hop = proxies.hop(InetAddress.ofLiteral(peer), List.of(field), List.of("203.0.113.99"), List.of());
        assertEquals(client, hop.client().getHostAddress());
        assertEquals(Optional.ofNullable(proto), hop.proto());
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            10.1.1.1        | 192.0.2.60                      | 192.0.2.60
            10.1.1.1        | 198.51.100.1, 192.0.2.60        | 192.0.2.60
            10.1.1.1        | 198.51.100.1, 10.2.2.2          | 198.51.100.1
            2001:db8:1::1   | [2001:db8:9::1]:999, 10.2.2.2   | 2001:db8:9:0:0:0:0:1
            10.1.1.1        | 192.0.2.60:1234                 | 192.0.2.60
            10.1.1.1        | nonsense, 10.2.2.2              | 10.2.2.2
            10.1.1.1        | nonsense                        | 10.1.1.1
            192.0.2.1       | 127.0.0.1                       | 192.0.2.1
            """)
    void ofXForwardedForToo(String peer, String field, String client) {
        assertEquals(client, proxies.hop(InetAddress.ofLiteral(peer), List.of(), List.of(field), List.of("https")).client().getHostAddress());
    }
}
