package org.posthouse.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// POP before SMTP: for mail programs of the nineties that cannot sign in to send. Off unless somebody sets minutes, for everybody behind the same address may then send too.
/// Kept in memory: after a start people read their mail once more.
@ApplicationScoped public class RecentSignIns {
    private static final int MOST = 10_000;

    @Inject Settings settings;
    @Inject Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetAddress, Long> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) { return size() > MOST; }
    };

    /// Somebody gave a right password at POP3.
    public void note(InetAddress client) {
        if (minutes() == 0) return;
        lock.lock();
        try {
            seen.remove(client);                                         // youngest last
            seen.put(client, clock.millis());
        } finally {
            lock.unlock();
        }
    }

    boolean recent(InetAddress client) {
        long minutes = minutes();
        if (minutes == 0) return false;
        lock.lock();
        try {
            var at = seen.get(client);
            return at != null && clock.millis() - at < minutes * 60_000;
        } finally {
            lock.unlock();
        }
    }

    private long minutes() { return settings.now().value(Setting.RELAY_POP_MINUTES); }
}
