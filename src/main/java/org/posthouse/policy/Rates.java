package org.posthouse.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// How much people send in an hour, each account and each network address they send from. Kept in memory: after a start everybody begins anew.
@ApplicationScoped public class Rates {
    private static final System.Logger LOG = System.getLogger(Rates.class.getName());
    private static final long HOUR = 3_600_000;
    /// Accounts and addresses that are counted at once; the one that sent longest ago goes first.
    private static final int MOST = 50_000;

    @Inject Settings settings;
    @Inject Clock clock;

    /// @param hold  why the message waits
    /// @param who   whose rate it is: an account's address, or a network address
    /// @param first of this hour, so somebody is to be told
    public record Excess(String hold, String who, boolean first) { }

    private static final class Hour {
        private final long began;
        private long messages;
        private long recipients;
        private boolean told;

        Hour(long began) { this.began = began; }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Hour> hours = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<String, Hour> eldest) { return size() > MOST; }
    };

    /// Counts a message. Costs nothing where no rate is set.
    public Optional<Excess> count(SignedIn who, InetAddress client, int recipients) {
        var now = settings.now();
        var account = count("account " + who.account(), who.address(), recipients, now.value(Setting.RATE_ACCOUNT_MESSAGES), now.value(Setting.RATE_ACCOUNT_RECIPIENTS));
        var address = count("client " + network(client), client.getHostAddress(), recipients, now.value(Setting.RATE_CLIENT_MESSAGES), now.value(Setting.RATE_CLIENT_RECIPIENTS));
        return account.isPresent() ? account : address;
    }

    private Optional<Excess> count(String key, String shown, int recipients, long mostMessages, long mostRecipients) {
        if (mostMessages == 0 && mostRecipients == 0) return Optional.empty();
        long now = clock.millis();
        lock.lock();
        try {
            var hour = hours.get(key);
            if (hour == null || now - hour.began >= HOUR || now < hour.began) hours.put(key, hour = new Hour(now));
            hour.messages++;
            hour.recipients += recipients;
            boolean messages = mostMessages > 0 && hour.messages > mostMessages;
            if (!messages && (mostRecipients == 0 || hour.recipients <= mostRecipients)) return Optional.empty();
            boolean first = !hour.told;
            hour.told = true;
            var hold = messages ? "more than " + mostMessages + " messages in an hour from " + shown : "more than " + mostRecipients + " recipients in an hour from " + shown;
            if (first) LOG.log(System.Logger.Level.WARNING, "event=rate-exceeded who={0} what={1}", shown, hold);
            return Optional.of(new Excess(hold, shown, first));
        } finally {
            lock.unlock();
        }
    }

    /// Whoever has an IPv6 address has its whole /64.
    private static String network(InetAddress client) { return client instanceof Inet6Address ? Arrays.toString(Arrays.copyOf(client.getAddress(), 8)) : client.getHostAddress(); }
}
