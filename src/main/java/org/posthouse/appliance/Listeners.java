package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Service;

/// Which services are to listen where, and which do.
@ApplicationScoped public class Listeners {
    private static final int OFF = -1;

    @Inject Config config;

    private final Map<Service, Integer> open = new EnumMap<>(Service.class);

    /// All that are not switched off, or none.
    Map<Service, Integer> open(Control control) throws IOException {
        var addresses = addresses();
        boolean all = false;
        try {
            for (var service : Service.values()) {
                int port = port(service);
                if (port == OFF) continue;
                int taken = control.open(new Control.Listener(service, addresses, port));
                synchronized (open) {
                    open.put(service, taken);
                }
            }
            all = true;
        } finally {
            if (!all) close(control);
        }
        return ports();
    }

    private void close(Control control) {
        for (var service : ports().keySet()) control.close(service, Duration.ZERO);
        forget();
    }

    /// From now on none is ready.
    void forget() {
        synchronized (open) {
            open.clear();
        }
    }

    /// Those that listen, in the order of the ready line.
    Map<Service, Integer> ports() {
        synchronized (open) {
            return new EnumMap<>(open);
        }
    }

    /// Those that are wanted, to be compared with [#ports].
    List<Service> wanted() { return List.of(Service.values()).stream().filter(service -> port(service) != OFF).toList(); }

    private int port(Service service) { return config.getOptionalValue("posthouse." + service.label() + ".port", Integer.class).orElse(OFF); }

    private List<InetAddress> addresses() throws IOException {
        var addresses = new ArrayList<InetAddress>();
        for (var address : config.getOptionalValue("posthouse.bind", String.class).orElse("127.0.0.1").split("[,\\s]+")) addresses.add(InetAddress.getByName(address));
        return addresses;
    }
}
