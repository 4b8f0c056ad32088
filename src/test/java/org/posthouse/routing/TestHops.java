package org.posthouse.routing;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.microprofile.config.Config;
import org.posthouse.dns.Dns;

/// Next hops wired by hand: this house is mx.home.example and listens on 192.0.2.99 and port 25.
public final class TestHops {
    private TestHops() { }

    public static NextHops over(Dns dns, int clientPort) {
        var hops = new NextHops();
        hops.dns = dns;
        hops.own = new OwnPlaces() {
            @Override boolean isNamed(String host) { return host.equalsIgnoreCase("mx.home.example"); }

            @Override boolean reachIpv6() { return false; }
        };
        hops.own.listens(List.of(InetAddress.ofLiteral("192.0.2.99")), 25);
        hops.random = new Random(4);
        hops.config = (Config) Proxy.newProxyInstance(TestHops.class.getClassLoader(), new Class<?>[] {Config.class}, (_, _, _) -> Optional.of(clientPort));
        return hops;
    }
}
