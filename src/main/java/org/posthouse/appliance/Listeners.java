package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.ServiceRules;
import org.posthouse.database.UnitOfWork;
import org.posthouse.routing.OwnPlaces;
import org.posthouse.setting.ServiceChanged;
import org.posthouse.setting.ServicePlan;
import org.posthouse.setting.ServicePlans;

/// Which services are to listen where, and which do. What was chosen on a service's form wins over what the house was started with.
@ApplicationScoped public class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
    private static final int OFF = -1;
    /// For commands in hand when a service is moved or switched off.
    private static final Duration DRAIN = Duration.ofSeconds(10);

    @Inject Config config;
    @Inject Clock clock;
    @Inject ServicePlans plans;
    @Inject UnitOfWork unitOfWork;
    @Inject PortsFile portsFile;
    @Inject OwnPlaces ownPlaces;

    private final Map<Service, Wish> wishes = new EnumMap<>(Service.class);               // guarded by this, as all below
    private final Map<Service, Place> open = new EnumMap<>(Service.class);
    private final Map<Service, String> failures = new EnumMap<>(Service.class);
    private Control control;                                                               // null while the house is closed

    /// What a service is to be.
    ///
    /// @param port 0 for any free one
    public record Wish(boolean on, int port, List<String> addresses, ServiceRules rules) {
        boolean samePlace(Wish other) { return on == other.on && port == other.port && addresses.equals(other.addresses); }

        Control.Listener listener(Service service, int there) {
            return new Control.Listener(service, addresses.stream().map(InetAddress::ofLiteral).toList(), port == 0 ? there : port);
        }
    }

    private record Place(int port, Instant since) { }

    /// What a service is.
    ///
    /// @param port    0 while it does not accept
    /// @param since   the epoch while it does not accept
    /// @param failure why it does not accept as it should; empty when it does
    public record State(Service service, Wish wish, boolean accepts, int port, Instant since, int sessions, Optional<String> failure) { }

    /// All that are not switched off, or none.
    Map<Service, Integer> open(Control house) throws IOException {
        var chosen = unitOfWork.call(plans::all);
        boolean all = false;
        try {
            for (var service : Service.values()) open(house, service, wish(service, chosen.getOrDefault(service.label(), ServicePlan.STANDARD)));
            all = true;
        } finally {
            if (!all) close(house);
        }
        synchronized (this) {
            control = house;
        }
        return ports();
    }

    private synchronized void open(Control house, Service service, Wish wish) throws IOException {
        wishes.put(service, wish);
        house.rules(service, wish.rules());
        if (!wish.on()) return;
        int port = house.open(wish.listener(service, 0));
        open.put(service, new Place(port, clock.instant()));
        if (service == Service.SMTP) ownPlaces.listens(wish.listener(service, port).addresses(), port);
    }

    private void close(Control house) {
        for (var service : ports().keySet()) house.close(service, Duration.ZERO);
        forget();
    }

    /// From now on none is ready, and nothing is opened any more.
    synchronized void forget() {
        control = null;
        open.clear();
    }

    /// Those that listen, in the order of the ready line.
    synchronized Map<Service, Integer> ports() {
        var ports = new EnumMap<Service, Integer>(Service.class);
        open.forEach((service, place) -> ports.put(service, place.port()));
        return ports;
    }

    /// Those that are wanted, to be compared with [#ports].
    synchronized List<Service> wanted() { return wishes.entrySet().stream().filter(wish -> wish.getValue().on()).map(Map.Entry::getKey).toList(); }

    /// All that there are.
    public synchronized List<State> states() {
        var sessions = control == null ? Map.<Service, Integer>of() : control.sessions();
        return wishes.keySet().stream().map(service -> {
            var place = Optional.ofNullable(open.get(service));
            return new State(service, wishes.get(service), place.isPresent(), place.map(Place::port).orElse(0), place.map(Place::since).orElse(Instant.EPOCH), sessions.getOrDefault(service, 0),
                    Optional.ofNullable(failures.get(service)));
        }).toList();
    }

    /// What somebody decided, laid over what the house was started with.
    public Wish wish(Service service, ServicePlan plan) {
        int port = config.getOptionalValue("posthouse." + service.label() + ".port", Integer.class).orElse(OFF);
        var rules = new ServiceRules(plan.connections(), Duration.ofSeconds(plan.idleSeconds()), plan.tlsToSignIn());
        return new Wish(plan.on().orElse(port != OFF), plan.port().orElse(Math.max(port, 0)), plan.addresses().orElseGet(this::addresses), rules);
    }

    private List<String> addresses() { return Arrays.asList(config.getOptionalValue("posthouse.bind", String.class).orElse("127.0.0.1").split("[,\\s]+")); }

    /// Here at once.
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ServiceChanged event) { follow(Map.of(event.service(), event.plan())); }

    /// Soon after another node changed something, and again while something failed.
    void follow() { follow(unitOfWork.call(plans::all)); }

    private synchronized void follow(Map<String, ServicePlan> chosen) {
        if (control == null) return;
        var before = ports();
        for (var service : Service.values()) {
            var plan = chosen.get(service.label());
            if (plan != null) follow(service, wish(service, plan));
        }
        if (!ports().equals(before)) portsFile.say(ports());
    }

    private void follow(Service service, Wish wish) {
        var before = wishes.put(service, wish);
        if (!wish.rules().equals(before.rules())) control.rules(service, wish.rules());
        if (wish.samePlace(before) && !failures.containsKey(service)) return;
        try {
            move(service, wish);
            failures.remove(service);
        } catch (IOException | RuntimeException failed) {
            if (failures.put(service, String.valueOf(failed.getMessage())) == null || !wish.samePlace(before)) LOG.log(Level.ERROR, "event=service-not-moved service=" + service.label(), failed);
        }
    }

    private void move(Service service, Wish wish) throws IOException {
        var place = Optional.ofNullable(open.get(service));
        if (!wish.on()) {
            if (open.remove(service) == null) return;
            if (service == Service.SMTP) ownPlaces.listens(List.of(), 0);
            var steering = control;
            Thread.ofVirtual().name("posthouse-close-" + service.label()).start(() -> steering.close(service, DRAIN));
            LOG.log(Level.INFO, "event=service-closed service={0}", service.label());
        } else {
            int port = control.move(wish.listener(service, place.map(Place::port).orElse(0)), DRAIN);
            open.put(service, new Place(port, clock.instant()));
            if (service == Service.SMTP) ownPlaces.listens(wish.listener(service, port).addresses(), port);
            LOG.log(Level.INFO, "event=service-moved service={0} addresses={1} port={2}", service.label(), wish.addresses(), Integer.toString(port));
        }
    }
}
