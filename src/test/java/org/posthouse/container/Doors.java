package org.posthouse.container;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.posthouse.blackbox.Dialogue;
import org.posthouse.connector.api.Service;

/// Opens the house as the launcher does: by the MBean. All tests in one server share what is open.
public final class Doors {
    private static Map<String, String> ports = Map.of();

    private Doors() { }

    /// Does nothing while the house is open.
    static synchronized void open() {
        if (!ports.isEmpty()) return;
        @SuppressWarnings("unchecked") var answer = (Map<String, String>) invoke("open");
        if (answer.containsKey("exit")) throw new AssertionError("the house does not open: " + answer);
        ports = Map.copyOf(answer);
    }

    public static synchronized int port(Service service) { return Integer.parseInt(ports.get(service.label())); }

    public static Dialogue dial(Service service) throws IOException { return new Dialogue(new Socket("127.0.0.1", port(service))); }

    private static Object invoke(String operation) {
        try {
            return ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("org.posthouse:type=Appliance"), operation, new Object[0], new String[0]);
        } catch (JMException failed) {
            throw new AssertionError("the house does not " + operation, failed);
        }
    }
}
