package org.posthouse.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.blackbox.House;

/// Hosts that know each other by name: two appliances, a Postfix, and addresses where tests put servers of their own. Started once for all scenarios, each host when it is first wanted.
///
/// | host | address | takes mail for |
/// |---|---|---|
/// | appliance A, `mail.a.test` | 127.0.0.21 | `a.test` |
/// | appliance B, `mail.b.test` | 127.0.0.22 | `b.test`, and what a scenario adds |
/// | Postfix, `mx.p.test` | 127.0.0.31 | `p.test`, `q.test`, `slow.test` |
/// | a test's own server, `mx.odd.test` | 127.0.0.41 | `odd.test` |
/// | nobody | 127.0.0.99 | first for `backup.test`, alone for `dead.test` |
final class Neighbours {
    static final String ADDRESS_A = "127.0.0.21";
    static final String ADDRESS_B = "127.0.0.22";
    static final String ADDRESS_POSTFIX = "127.0.0.31";
    static final String ADDRESS_ODD = "127.0.0.41";
    private static final String RECORDS = """
            a.test. IN MX 10 mail.a.test.
            a.test. IN TXT "v=spf1 ip4:127.0.0.21 ip4:127.0.0.1 -all"
            mail.a.test. IN A 127.0.0.21
            b.test. IN MX 10 mail.b.test.
            b.test. IN TXT "v=spf1 ip4:127.0.0.22 ip4:127.0.0.1 -all"
            mail.b.test. IN A 127.0.0.22
            p.test. IN MX 10 mx.p.test.
            p.test. IN TXT "v=spf1 ip4:127.0.0.31 -all"
            q.test. IN MX 10 mx.p.test.
            _dmarc.q.test. IN TXT "v=DMARC1; p=reject"
            slow.test. IN MX 10 mx.p.test.
            mx.p.test. IN A 127.0.0.31
            odd.test. IN MX 10 mx.odd.test.
            mx.odd.test. IN A 127.0.0.41
            dead.test. IN MX 10 mx.dead.test.
            mx.dead.test. IN A 127.0.0.99
            backup.test. IN MX 10 mx.dead.test.
            backup.test. IN MX 20 mx.p.test.
            plain.test. IN A 127.0.0.31
            null.test. IN MX 0 .
            loop.test. IN MX 10 mail.a.test.
            hub.test. IN MX 5 mail.b.test.
            hub.test. IN MX 10 mail.a.test.
            dial.test. IN MX 10 mail.b.test.
            dial.test. IN MX 20 mail.a.test.
            shut.test. IN MX 10 mx.shut.test.
            mx.shut.test. IN A 127.0.0.98
            """;
    private static final Neighbours ALL = new Neighbours();

    private final Map<String, House> houses = new HashMap<>();
    private int port;
    private Nsd nsd;
    private Postfix postfix;

    private Neighbours() { Runtime.getRuntime().addShutdownHook(new Thread(this::close)); }

    /// @throws org.opentest4j.TestAbortedException where a real Postfix or name server cannot be had
    static synchronized Neighbours here() throws Exception {
        assumeTrue(Files.isExecutable(Nsd.PROGRAM), "left out: nsd is not installed");
        if (ALL.nsd == null) {
            ALL.port = freePort();
            ALL.nsd = new Nsd(Files.createTempDirectory("posthouse-nsd"), RECORDS);
        }
        return ALL;
    }

    /// Free on every address, more or less: nobody else uses these addresses.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS_A))) {
            return socket.getLocalPort();
        }
    }

    /// Where everybody's SMTP is.
    int port() { return port; }

    String resolver() { return nsd.place(); }

    synchronized House a() { return houses.computeIfAbsent("a.test", domain -> house(domain, ADDRESS_A).start()); }

    synchronized House b() { return houses.computeIfAbsent("b.test", domain -> house(domain, ADDRESS_B).start()); }

    /// Not started; whoever asks for it closes it.
    House house(String domain, String address) {
        var settings = new HashMap<String, String>();
        settings.put("POSTHOUSE_BIND", address);
        settings.put("POSTHOUSE_DOMAIN", domain);
        settings.put("POSTHOUSE_HOSTNAME", "mail." + domain);
        settings.put("POSTHOUSE_SMTP_PORT", Integer.toString(port));
        settings.put("POSTHOUSE_SMTP_CLIENT_PORT", Integer.toString(port));
        settings.put("POSTHOUSE_RESOLVERS", nsd.place());
        settings.put("POSTHOUSE_SPF_LOOPBACK", "true");
        return new House(Path.of("scenario", domain), settings);
    }

    /// @throws org.opentest4j.TestAbortedException where it is not installed, or the tests may not start it
    synchronized Postfix postfix() throws Exception {
        assumeTrue(Files.isExecutable(Postfix.PROGRAM), "left out: postfix is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "left out: only root may start postfix");
        if (postfix == null) postfix = new Postfix(Postfix.folder("postfix"), ADDRESS_POSTFIX, port, List.of("p.test", "q.test", "slow.test", "backup.test", "plain.test"),
                Map.of("transport_maps", "inline:{ a.test=smtp:[" + ADDRESS_A + "]:" + port + ", b.test=smtp:[" + ADDRESS_B + "]:" + port + ", hub.test=smtp:[" + ADDRESS_B + "]:" + port + " }"));
        return postfix;
    }

    private void close() {
        houses.values().forEach(House::close);
        try {
            if (postfix != null) postfix.close();
            if (nsd != null) nsd.close();
        } catch (Exception left) {
            left.printStackTrace();
        }
    }
}
