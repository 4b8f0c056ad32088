package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.posthouse.database.UnitOfWork;
import org.posthouse.log.LogGroup;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.SettingsChanged;
import org.posthouse.setting.Snapshot;

/// Tells the launcher, which writes the log, how much of what to write and how long to keep it.
@ApplicationScoped public class LiveLogging {
    private static final System.Logger LOG = System.getLogger(LiveLogging.class.getName());

    @Inject Settings settings;
    @Inject UnitOfWork unitOfWork;

    private long applied = -1;

    /// Reads within a transaction: see [HouseThreads].
    void apply() { apply(unitOfWork.call(settings::now)); }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SettingsChanged event) { apply(event.now()); }

    /// Begins a new file when a day has passed, also in a house where nothing happens, and throws away what is too old or too much.
    ///
    /// @return files thrown away
    long rotate() {
        try {
            return (Integer) ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("org.posthouse:type=Log"), "rotate", new Object[0], new String[0]);
        } catch (InstanceNotFoundException _) {
            return 0;                                                    // in another server than the launcher's the log is not ours
        } catch (JMException failed) {
            throw new IllegalStateException("the log was not rotated", failed);
        }
    }

    private synchronized void apply(Snapshot now) {
        if (now.version() <= applied) return;
        applied = now.version();
        var levels = new HashMap<String, String>();
        for (var group : LogGroup.values()) for (var logger : group.loggers()) levels.put(logger, LogGroup.level(now.text(group.setting())));
        try {
            var server = ManagementFactory.getPlatformMBeanServer();
            var log = new ObjectName("org.posthouse:type=Log");
            server.invoke(log, "levels", new Object[] {levels}, new String[] {"java.util.Map"});
            server.invoke(log, "keep", new Object[] {(int) now.value(Setting.LOG_DAYS), now.value(Setting.LOG_OCTETS)}, new String[] {"int", "long"});
        } catch (InstanceNotFoundException _) {
            // in another server than the launcher's the log is not ours
        } catch (JMException failed) {
            LOG.log(Level.WARNING, "event=log-levels-not-applied", failed);
        }
    }
}
