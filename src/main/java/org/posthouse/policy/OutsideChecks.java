package org.posthouse.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.Service;
import org.posthouse.dns.Answer;
import org.posthouse.dns.Dns;
import org.posthouse.mime.Address;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry.Network;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;
import org.posthouse.spf.SpfCheck;
import org.posthouse.spf.SpfOutcome;
import org.posthouse.spf.SpfResult;

/// What name servers are asked about mail from outside: SPF, black lists of clients, and whether the sender's domain exists. Asked once for each sender of a session, from its first recipient on,
/// so that most answers are there when the message is. Nobody is asked about this machine itself.
@ApplicationScoped public class OutsideChecks {
    private static final System.Logger LOG = System.getLogger(OutsideChecks.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// Transactions that are remembered between their first recipient and their message.
    private static final int MOST_OPEN = 10_000;
    /// Questions at the same time; further mail is taken without them.
    private static final int AT_ONCE = 500;
    /// RFC 5782 §5: no list of clients has this one, so a list that does has everybody.
    private static final InetAddress NEVER_LISTED = InetAddress.ofLiteral("127.0.0.1");

    @Inject Dns dns;
    @Inject Settings settings;
    @Inject HostName hostName;
    @Inject Config config;
    @Inject Clock clock;

    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Inquiry> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<String, Inquiry> eldest) { return size() > MOST_OPEN; }
    };

    /// Questions under way about one sender of one session.
    ///
    /// @param spf      empty where it is not asked
    /// @param standing completed with a reply for who is not to send here
    public record Inquiry(Optional<Future<SpfOutcome>> spf, Optional<Future<Optional<Reply>>> standing) {
        public static final Inquiry NONE = new Inquiry(Optional.empty(), Optional.empty());

        /// Waits a little; nobody is refused because a name server is slow.
        public Optional<Reply> refusal() throws InterruptedException { return standing.isEmpty() ? Optional.empty() : awaited(standing.get(), Optional.empty()); }

        /// Empty where it was not asked.
        public Optional<SpfOutcome> outcome() throws InterruptedException {
            return spf.isEmpty() ? Optional.empty() : Optional.of(awaited(spf.get(), new SpfOutcome(SpfResult.TEMPERROR, "", "", "name servers did not answer in time")));
        }

        private static <T> T awaited(Future<T> future, T otherwise) throws InterruptedException {
            try {
                return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException late) {
                return otherwise;
            }
        }
    }

    /// @param threads make those that ask; they carry the house's context
    public Inquiry begin(Client client, Sender sender, ThreadFactory threads) {
        var now = settings.now();
        boolean spf = now.flag(Setting.SPF) && !sender.path().isNull();
        boolean standing = now.flag(Setting.SENDER_DOMAIN) && !sender.path().isNull() || now.flag(Setting.SPF_REFUSE) && spf || !now.text(TextSetting.BLACKLIST_ZONES).isBlank();
        if (!spf && !standing || !outside(client)) return Inquiry.NONE;
        lock.lock();
        try {
            return open.computeIfAbsent(key(client, sender), _ -> start(client, sender, threads, now, spf, standing));
        } finally {
            lock.unlock();
        }
    }

    /// For the message: what was begun at its recipients.
    public Inquiry take(Client client, Sender sender, ThreadFactory threads) {
        var begun = begin(client, sender, threads);
        if (begun == Inquiry.NONE) return begun;
        lock.lock();
        try {
            open.remove(key(client, sender));
        } finally {
            lock.unlock();
        }
        return begun;
    }

    private static String key(Client client, Sender sender) { return client.session() + ' ' + sender.path(); }

    /// Tests are on this machine, and say so.
    private boolean outside(Client client) {
        return client.service() != Service.LMTP && (!client.loopback() || config.getOptionalValue("posthouse.spf.loopback", Boolean.class).orElse(false));
    }

    private Inquiry start(Client client, Sender sender, ThreadFactory threads, Snapshot now, boolean spf, boolean standing) {
        Optional<Future<SpfOutcome>> outcome = spf ? Optional.of(asked(threads, () -> spf(client, sender), new SpfOutcome(SpfResult.TEMPERROR, "", "", "too many questions at once"))) : Optional.empty();
        return new Inquiry(outcome, standing ? Optional.of(asked(threads, () -> standing(client, sender, now, outcome), Optional.empty())) : Optional.empty());
    }

    private <T> Future<T> asked(ThreadFactory threads, Supplier<T> question, T otherwise) {
        var answer = new CompletableFuture<T>();
        if (!room.tryAcquire()) {
            answer.complete(otherwise);
            return answer;
        }
        threads.newThread(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException fault) {
                LOG.log(System.Logger.Level.ERROR, "event=question-failed", fault);
                answer.complete(otherwise);
            } finally {
                room.release();
            }
        }).start();
        return answer;
    }

    private SpfOutcome spf(Client client, Sender sender) {
        var address = sender.path().address().orElseThrow();
        return new SpfCheck(dns, clock, client.remote().getAddress(), address.local(), address.domainKey(), client.helo(), hostName.now()).run();
    }

    private Optional<Reply> standing(Client client, Sender sender, Snapshot now, Optional<Future<SpfOutcome>> spf) {
        var refusal = listed(client.remote().getAddress(), now);
        if (refusal.isEmpty() && now.flag(Setting.SENDER_DOMAIN)) refusal = sender.path().address().flatMap(this::noDomain);
        if (refusal.isPresent() || !now.flag(Setting.SPF_REFUSE) || spf.isEmpty()) return refusal;
        try {
            return forged(sender, spf.get().get());
        } catch (InterruptedException | ExecutionException unknown) {
            return Optional.empty();
        }
    }

    /// RFC 7372 §3.2: X.7.23.
    private static Optional<Reply> forged(Sender sender, SpfOutcome outcome) {
        if (outcome.result() != SpfResult.FAIL) return Optional.empty();
        return Optional.of(Reply.of(550, "5.7.23", printable("SPF: this client may not send for " + sender.path() + (outcome.explanation().isEmpty() ? "" : ": " + outcome.explanation()))));
    }

    private static String printable(String text) { return (text.length() > 400 ? text.substring(0, 400) : text).replaceAll("[^ -~]", "?"); }

    /// The first black list that has this client.
    private Optional<Reply> listed(InetAddress client, Snapshot now) {
        var zones = now.text(TextSetting.BLACKLIST_ZONES).lines().map(String::strip).filter(zone -> !zone.isEmpty()).toList();
        if (zones.isEmpty() || networks(now.text(TextSetting.BLACKLIST_EXEMPT)).stream().anyMatch(network -> network.holds(client))) return Optional.empty();
        for (var zone : zones) {
            if (!has(zone, client)) continue;
            if (has(zone, NEVER_LISTED)) {
                LOG.log(System.Logger.Level.WARNING, "event=blacklist-useless zone={0} what=lists everybody, so it is not believed", zone);
                continue;
            }
            LOG.log(System.Logger.Level.INFO, "event=blacklisted client={0} what=refused by {1}", client.getHostAddress(), zone);
            return Optional.of(Reply.of(554, "5.7.1", client.getHostAddress() + " refused by " + zone));
        }
        return Optional.empty();
    }

    private static List<Network> networks(String lines) { return lines.lines().flatMap(line -> AccessList.entry(line).stream()).filter(Network.class::isInstance).map(Network.class::cast).toList(); }

    /// RFC 5782 §2.1: an address in 127.0.0.0/8; in 127.255.255.0/24 lists tell of errors, which are nobody's fault here.
    public boolean has(String zone, InetAddress client) {
        return dns.ipv4(reversed(client) + "." + zone).values().stream().map(InetAddress::getAddress).anyMatch(octets -> octets[0] == 127 && !(octets[1] == -1 && octets[2] == -1));
    }

    /// RFC 5782 §2.1, §2.4.
    private static String reversed(InetAddress client) {
        var octets = client.getAddress();
        var name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            if (!name.isEmpty()) name.append('.');
            if (client instanceof Inet4Address) name.append(octets[i] & 0xFF);
            else name.append(Character.forDigit(octets[i] & 15, 16)).append('.').append(Character.forDigit(octets[i] >> 4 & 15, 16));
        }
        return name.toString();
    }

    /// Nobody could answer a sender whose domain has neither mail servers nor an address (RFC 5321 §5.1), or says that it takes no mail (RFC 7505 §4.2).
    private Optional<Reply> noDomain(Address sender) {
        var domain = sender.domainKey();
        if (domain.startsWith("[")) return Optional.empty();
        return switch (dns.mx(domain)) {
            case Answer.Found<?>(var servers) when servers.stream().allMatch(mx -> ((org.posthouse.dns.Mx) mx).isNull()) -> Optional.of(Reply.of(550, "5.7.27", "The sender's domain takes no mail"));
            case Answer.Found<?> _ -> Optional.empty();
            case Answer.Trouble<?> _ -> Optional.of(Reply.of(451, "4.1.8", "The sender's domain cannot be looked up now, try again later"));
            case Answer.None<?> _ -> switch (dns.addresses(domain)) {
                case Answer.Found<?> _ -> Optional.empty();
                case Answer.None<?> _ -> Optional.of(Reply.of(550, "5.1.8", "The sender's domain does not exist"));         // RFC 3463 §3.2
                case Answer.Trouble<?> _ -> Optional.of(Reply.of(451, "4.1.8", "The sender's domain cannot be looked up now, try again later"));
            };
        };
    }
}
