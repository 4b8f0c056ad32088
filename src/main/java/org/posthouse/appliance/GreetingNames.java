package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Domains;

/// Tells the connector by which names the house greets at addresses that belong to one domain: at the start, and some seconds after somebody changed that.
@ApplicationScoped public class GreetingNames {
    private static final System.Logger LOG = System.getLogger(GreetingNames.class.getName());

    @Inject Domains domains;
    @Inject UnitOfWork unitOfWork;
    @Inject Connector connector;

    private Map<InetAddress, String> applied = Map.of();

    /// Reads within a transaction: see [HouseThreads].
    synchronized void apply() {
        var names = new HashMap<InetAddress, String>();
        unitOfWork.call(domains::local).byAddress().forEach((address, domain) -> names.put(address, domain.name()));
        if (names.equals(applied)) return;
        connector.control().names(names);
        applied = Map.copyOf(names);
        LOG.log(System.Logger.Level.INFO, "event=greeting-names-applied addresses={0}", applied.size());
    }
}
