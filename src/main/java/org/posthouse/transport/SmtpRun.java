package org.posthouse.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.routing.Route;
import org.posthouse.routing.Server;
import org.posthouse.smtpclient.Call;
import org.posthouse.smtpclient.Mail;
import org.posthouse.smtpclient.Opening;
import org.posthouse.smtpclient.Response;
import org.posthouse.smtpclient.SmtpSession;
import org.posthouse.smtpclient.Unreadable;
import org.posthouse.smtpclient.Verdict;

/// One run: load after load over one connection, which is opened again where a server has ended it.
final class SmtpRun {
    private static final System.Logger LOG = System.getLogger(SmtpRun.class.getName());
    /// Servers that are called for one run at most.
    private static final int MOST_CALLS = 8;
    /// Connections in which one load may be offered in vain.
    private static final int MOST_OFFERS = 3;
    private static final int MOST_NAME = 255;

    private final SmtpTransport house;
    private final Run run;
    private final Route route;
    private final List<Server> servers;
    private final Map<Server, Remark> failed = new LinkedHashMap<>();
    private Optional<Talk> talk = Optional.empty();
    private boolean interrupted;
    /// Somebody else's connection: used as long as it lasts, and given back.
    private boolean lent;

    /// The present session.
    private record Talk(SmtpSession session, Server server, List<InetAddress> sources) {
        Remark remark(Response response) { return SmtpRun.remark(server, response, session.tls()); }
    }

    SmtpRun(SmtpTransport house, Run run, Route route, List<Server> servers) {
        this.house = house;
        this.run = run;
        this.route = route;
        this.servers = servers.subList(0, Math.min(MOST_CALLS, servers.size()));
    }

    void carry() throws InterruptedException {
        try {
            for (var load = run.next(); load.isPresent() && deliver(load.get()) && !interrupted; load = run.next());
            if (interrupted) throw new InterruptedException();
        } finally {
            hangUp();
        }
    }

    /// The same over a connection that is there already, and no other.
    ///
    /// @return whether it can be used again
    boolean over(SmtpSession session, Server server) throws InterruptedException {
        lent = true;
        talk = Optional.of(new Talk(session, server, List.of()));
        for (var load = run.next(); load.isPresent() && deliver(load.get()) && !interrupted; load = run.next());
        if (interrupted) throw new InterruptedException();
        return talk.isPresent();
    }

    /// @return false when there is no server left to go on with
    private boolean deliver(Load load) {
        var outcomes = new LinkedHashMap<Delivery, Outcome>();
        var left = new ArrayList<>(load.deliveries());
        for (int offers = 0; !left.isEmpty(); ) {
            var ready = session(load);
            interrupted |= Thread.interrupted();                        // gone before anything is written: an interrupted thread takes the database's files with it
            if (interrupted) break;
            if (ready.isEmpty()) {
                if (!outcomes.isEmpty()) run.settle(load, outcomes);      // what was decided over an earlier connection; the rest shares what is said of the destination
                run.unreachable(why());
                return false;
            }
            int before = left.size();
            var untried = offer(load, ready.get(), left, outcomes);
            if (left.size() == before && ++offers >= MOST_OFFERS) {
                left.forEach(delivery -> outcomes.put(delivery, new Outcome.Later(untried)));
                left.clear();
            }
        }
        interrupted |= Thread.interrupted();
        if (!outcomes.isEmpty()) run.settle(load, outcomes);
        return true;
    }

    /// One transaction. Those it decided about leave `left`.
    ///
    /// @return what was said to those it did not
    private Remark offer(Load load, Talk to, List<Delivery> left, Map<Delivery, Outcome> outcomes) {
        var some = List.copyOf(left.subList(0, Math.min(left.size(), to.session.room())));
        try (var body = house.open.get().read(load.record()).orElse(null)) {
            if (body == null) return decide(left, outcomes);
            var recipients = some.stream().map(delivery -> new Mail.To(delivery.recipient(), delivery.notifies(), delivery.orcpt())).toList();
            var transfer = to.session.send(new Mail(load.sender(), load.envelope().envelope().sender(), recipients, new StoredContent(load, body)));
            var untried = Remark.NONE;
            for (int i = 0; i < some.size(); i++) {
                var remark = to.remark(transfer.verdicts().get(i).response());
                switch (transfer.verdicts().get(i)) {
                    case Verdict.Taken(_, var reports) -> outcomes.put(some.get(i), new Outcome.Done(remark, reports));
                    case Verdict.Later _ -> outcomes.put(some.get(i), new Outcome.Later(remark));
                    case Verdict.Never _ -> outcomes.put(some.get(i), new Outcome.Never(remark));
                    case Verdict.Untried _ -> untried = remark;
                }
            }
            left.removeAll(outcomes.keySet());
            if (!transfer.open()) over(to, untried);
            return untried;
        } catch (Unreadable | IOException ours) {
            LOG.log(Level.ERROR, "event=message-unreadable record=" + load.record(), ours);
            talk = Optional.empty();
            to.session.cut();
            return decide(left, outcomes);
        }
    }

    private static Remark decide(List<Delivery> left, Map<Delivery, Outcome> outcomes) {
        var unreadable = Remark.own("4.3.0", "The message cannot be read from the store");
        left.forEach(delivery -> outcomes.put(delivery, new Outcome.Later(unreadable)));
        left.clear();
        return unreadable;
    }

    /// A server that turned the first message of a connection away without a look takes none now; one that ends a connection later may have had its share.
    private void over(Talk ended, Remark untried) {
        talk = Optional.empty();
        if (!untried.equals(Remark.NONE) && ended.session.transactions() == 1) failed.put(ended.server, untried);
    }

    private Optional<Talk> session(Load load) {
        var sources = house.routes.sources(load.sender());
        if (talk.isPresent() && !lent && !talk.get().sources.equals(sources)) hangUp();
        for (var server : servers) {
            if (talk.isPresent() || Thread.currentThread().isInterrupted()) break;
            if (!failed.containsKey(server)) talk = call(server, sources);
        }
        return talk;
    }

    private Optional<Talk> call(Server server, List<InetAddress> sources) {
        var source = Stream.concat(route.source().stream(), sources.stream()).filter(from -> from.getAddress().length == server.address().getAddress().length).findFirst();
        return switch (house.client.open(new Call(server, source, route.tls(), route.login(), house.hostName.now()))) {
            case Opening.Ready(var session) -> {
                LOG.log(Level.DEBUG, "event=smtp-connected destination={0} server={1} tls={2}", run.destination(), server, session.tls());
                house.reach.answered(server);
                yield Optional.of(new Talk(session, server, sources));
            }
            case Opening.Failed(var why, var tls) -> {
                LOG.log(Level.DEBUG, "event=smtp-not-connected destination={0} server={1} what={2}", run.destination(), server, why.text());
                house.reach.failed(server);
                failed.put(server, remark(server, why, tls));
                yield Optional.empty();
            }
        };
    }

    /// What a server said tells more than that none could be asked.
    private Remark why() {
        return failed.values().stream().filter(remark -> remark.code() > 0).findFirst().or(() -> failed.values().stream().filter(remark -> !remark.text().endsWith("unreachable")).findFirst())
                .or(() -> failed.values().stream().findFirst()).orElse(Remark.own("4.4.1", "No server was asked"));
    }

    private static Remark remark(Server server, Response response, String tls) {
        var host = server.host().equals(server.address().getHostAddress()) ? "[" + server.host() + "]" : server.host();
        return new Remark(cut(host), response.code(), response.status(), response.text(), cut(tls));
    }

    private static String cut(String text) { return text.length() > MOST_NAME ? text.substring(0, MOST_NAME) : text; }

    private void hangUp() {
        talk.ifPresent(open -> open.session.close());
        talk = Optional.empty();
    }
}
