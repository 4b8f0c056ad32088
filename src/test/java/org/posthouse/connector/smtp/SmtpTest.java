package org.posthouse.connector.smtp;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.posthouse.connector.Certificate;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.listen.Connection;
import org.posthouse.connector.listen.ListeningPost;
import org.posthouse.connector.listen.Protocol;

/// Real listeners on loopback with a house that only remembers.
abstract class SmtpTest {
    static final String HELLO = """
            S: 220 mx.example.test .*
            C: HELO client.example
            S: 250 mx.example.test
            """;
    static final String TO_DATA = HELLO + """
            C: MAIL FROM:<a@example.org>
            S: 250 2.1.0 .*
            C: RCPT TO:<b@example.test>
            S: 250 2.1.5 .*
            C: DATA
            S: 354 .*
            """;
    /// Held, so that it is not collected with its level.
    private static final Logger LOG = Logger.getLogger("org.posthouse.connector.smtp");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static { LOG.setLevel(Level.OFF); }

    final FakeHouse house = new FakeHouse();
    Limits limits = Limits.DEFAULT;
    /// Clients seem to come from another machine.
    boolean fromAfar;
    final ListeningPost post = new ListeningPost(everyService(new Protocol() {
        private final Protocol smtp = new SmtpProtocol();

        @Override public void serve(Connection connection) throws IOException, InterruptedException { smtp.serve(fromAfar ? afar(connection) : connection); }

        @Override public String tooMany(String hostname) { return smtp.tooMany(hostname); }
    }), house, InstantSource.system());

    private final List<Dialogue> clients = new ArrayList<>();
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);

    private static Map<Service, Protocol> everyService(Protocol protocol) {
        return Map.of(Service.SMTP, protocol, Service.SUBMISSION, protocol, Service.SUBMISSIONS, protocol, Service.LMTP, protocol);
    }

    private static Connection afar(Connection near) {
        return (Connection) Proxy.newProxyInstance(SmtpTest.class.getClassLoader(), new Class<?>[] { Connection.class }, (_, method, arguments) -> {
            if (method.getName().equals("remote")) return new InetSocketAddress("192.0.2.1", 1024);
            try {
                return method.invoke(near, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
    }

    /// A connection to the service, which is opened at the first.
    Dialogue connect(Service service) throws IOException {
        if (!ports.containsKey(service)) {
            post.house(new Control.House("mx.example.test", house));
            post.limits(limits);
            ports.put(service, post.open(new Control.Listener(service, List.of(InetAddress.getLoopbackAddress()), 0)));
        }
        var client = new Dialogue(new Socket(InetAddress.getLoopbackAddress(), ports.get(service)));
        clients.add(client);
        return client;
    }

    Dialogue smtp() throws IOException { return connect(Service.SMTP); }

    Dialogue talk(String script) throws IOException {
        var client = smtp();
        return client.talk(script);
    }

    /// Goes on under TLS after its last reply.
    Dialogue secured(Dialogue plain) throws Exception {
        var layered = (SSLSocket) Certificate.context().getSocketFactory().createSocket(plain.socket(), "mx.example.test", plain.socket().getPort(), true);
        layered.startHandshake();
        return new Dialogue(layered);
    }

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("waited in vain");
            Thread.onSpinWait();
        }
    }

    @AfterEach void nothingIsLeftOpen() throws IOException {
        for (var client : clients) client.close();
        post.drain(PATIENCE);
        until(() -> house.open.get() == 0);
    }
}
