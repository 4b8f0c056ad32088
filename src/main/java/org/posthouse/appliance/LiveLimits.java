package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.posthouse.connector.api.Control;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.SettingsChanged;
import org.posthouse.setting.Snapshot;

/// Hands the limits and the host name among the settings down to the connector: at the start, at once when they are changed here, and soon after another node changed them.
@ApplicationScoped public class LiveLimits {
    private static final System.Logger LOG = System.getLogger(LiveLimits.class.getName());

    @Inject Settings settings;
    @Inject UnitOfWork unitOfWork;
    @Inject Connector connector;
    @Inject HostName hostName;
    @Inject OpenStore openStore;

    private long applied = -1;

    /// Reads within a transaction: see [HouseThreads].
    void apply() { apply(unitOfWork.call(settings::now)); }

    /// A change before the store is open, by a seed, is read when the listeners are opened.
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SettingsChanged event) {
        if (openStore.isOpen()) apply(event.now());
    }

    private synchronized void apply(Snapshot now) {
        if (now.version() <= applied) return;
        connector.control().house(new Control.House(hostName.of(now), openStore.get()));
        connector.control().limits(now.limits());
        applied = now.version();
        LOG.log(System.Logger.Level.INFO, "event=settings-applied version={0}", Long.toString(applied));
    }
}
