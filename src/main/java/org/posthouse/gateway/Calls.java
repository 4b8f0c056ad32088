package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TlsFacts;
import org.posthouse.connector.api.TurnVerdict;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mime.Domains;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;
import org.posthouse.transport.Turns;
import org.posthouse.wire.Wire;

/// Those who call for the mail of their domains. What they ask for goes to the domain's own next hop, never to where the caller is: that is what makes ETRN harmless (RFC 1985 §7).
@ApplicationScoped public class Calls {
    private static final System.Logger LOG = System.getLogger(Calls.class.getName());
    /// Of one domain, by whomever: each makes connections to somebody else.
    private static final int MOST = 10;
    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final int REMEMBERED = 10_000;
    /// Of one connection that was turned.
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private record Calling(int times, Instant since) { }

    @Inject RelayDomains relays;
    @Inject Waiting waiting;
    @Inject UnitOfWork unitOfWork;
    @Inject Routes routes;
    @Inject Turns turns;
    @Inject Errands errands;
    @Inject Clock clock;

    private final ConcurrentHashMap<String, Calling> calling = new ConcurrentHashMap<>();

    /// ETRN and QSND. The reply is the same for a domain that is not known here and for one that is not theirs.
    ///
    /// @param node `example.org`, `@example.org` with all below it; `#queue` is no thing of this house
    public Reply start(Client client, String node) {
        if (node.startsWith("#")) return Reply.of(458, "4.3.0", "Unable to queue messages for node " + node + ": there are no named queues");      // RFC 1985 §5.3
        boolean below = node.startsWith("@");
        var domain = Domains.ascii(below ? node.substring(1) : node);
        if (domain.isEmpty()) return Reply.of(501, "5.5.4", "Syntax error in parameters: that is no domain");
        if (!isTheirs(client, domain.get(), below)) return Reply.of(459, "4.7.1", "Node " + node + " not allowed: you may not ask for its mail here");
        if (tooOften(domain.get())) return Reply.of(458, "4.7.0", "Unable to queue messages for node " + node + ": asked too often, try again in some minutes");
        var domains = below ? waiting.domains(domain.get()).stream().filter(each -> isTheirs(client, each, false)).collect(Collectors.toSet()) : Set.of(domain.get());
        int started = unitOfWork.call(() -> waiting.send(domains, "ETRN " + client.remote().getAddress().getHostAddress()));
        LOG.log(Level.INFO, "{0} event=called node={1} started={2}", client.session(), domain.get(), started);
        return started == 0 ? Reply.of(251, "2.0.0", "OK, no messages waiting for node " + node) : Reply.of(253, "2.0.0", "OK, " + started + " pending messages for node " + node + " started");
    }

    /// A caller for everything below a domain must be known for the domain, or for what is below it.
    private boolean isTheirs(Client client, String domain, boolean below) {
        return mayCall(client, domain) || below && relays.named("x." + domain).filter(RelayDomain::isPattern).filter(relay -> mayCall(client, relay)).isPresent();
    }

    private boolean mayCall(Client client, String domain) { return relays.named(domain).filter(relay -> mayCall(client, relay)).isPresent(); }

    private static boolean mayCall(Client client, RelayDomain relay) { return relay.mayCall(client.remote().getAddress(), client.who().map(SignedIn::account)); }

    /// ATRN. The account that signed in decides whose mail it may take.
    ///
    /// @param domains none for all
    public TurnVerdict turn(Client client, List<String> domains) {
        var account = client.who().map(SignedIn::account);
        var wanted = new TreeSet<String>();
        for (var domain : domains) {
            var key = Domains.key(domain);
            if (relays.named(key).filter(relay -> account.filter(relay.accounts()::contains).isPresent()).isEmpty()) return refused(450, "ATRN request refused: " + domain + " is not yours");
            wanted.add(key);
        }
        if (domains.isEmpty()) waiting.domains().stream().filter(domain -> relays.named(domain).filter(relay -> account.filter(relay.accounts()::contains).isPresent()).isPresent()).forEach(wanted::add);
        var destinations = wanted.stream().map(domain -> routes.to("x@" + domain, "").destination()).collect(Collectors.toSet());
        if (wanted.isEmpty() || waiting.count(wanted) == 0) return refused(453, "You have no mail");
        if (destinations.stream().anyMatch(turns::isLent)) return refused(451, "Unable to process ATRN request now: this mail is on its way over another connection");
        return new TurnVerdict.Turned(Reply.of(250, "", "OK now reversing the connection"), new TurnVerdict.Errand() {
            @Override public void run(Wire wire) throws InterruptedException { carry(client, wire, wanted, destinations); }

            @Override public void abandon() { }
        });
    }

    private static TurnVerdict refused(int code, String text) { return new TurnVerdict.Refused(Reply.of(code, "", text)); }       // RFC 2645 §5.2.1

    /// On a thread that carries the house's context; the session's own waits for it.
    private void carry(Client client, Wire wire, Set<String> domains, Set<String> destinations) throws InterruptedException {
        try {
            errands.run(() -> {
                var turned = turns.open(wire, client.remote(), client.tls().map(TlsFacts::protocol).orElse("plain"), destinations);
                if (turned.isEmpty()) return null;
                try (var connection = turned.get()) {
                    int started = unitOfWork.call(() -> waiting.send(domains, "ATRN " + client.session()));
                    LOG.log(Level.INFO, "{0} event=turned domains={1} started={2}", client.session(), String.join(",", domains), started);
                    var end = clock.instant().plus(LONGEST);
                    while (!connection.isOver() && clock.instant().isBefore(end) && unitOfWork.call(() -> waiting.underWay(domains)) > 0) Thread.sleep(LOOK_EVERY);
                }
                return null;
            }).get();
        } catch (ExecutionException failed) {
            LOG.log(Level.ERROR, client.session() + " event=turn-failed", failed.getCause());
        }
    }

    /// Outside of transactions.
    void recall() {
        int recalled = unitOfWork.call(() -> relays.any() ? waiting.recall(domain -> relays.named(domain).filter(relay -> relay.timing() != Route.Timing.AT_ONCE).isPresent(), "on call") : 0);
        if (recalled > 0) LOG.log(Level.INFO, "event=called-in-vain deliveries={0}", recalled);
    }

    private boolean tooOften(String domain) {
        var now = clock.instant();
        if (calling.size() > REMEMBERED) calling.values().removeIf(each -> each.since.plus(WHILE).isBefore(now));
        var counted = calling.merge(domain, new Calling(1, now), (old, _) -> old.since.plus(WHILE).isBefore(now) ? new Calling(1, now) : new Calling(old.times + 1, old.since));
        return counted.times > MOST;
    }
}
