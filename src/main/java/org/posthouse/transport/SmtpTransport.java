package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;
import org.posthouse.routing.Hops;
import org.posthouse.routing.NextHops;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;
import org.posthouse.setting.HostName;
import org.posthouse.smtpclient.SmtpClient;

/// To other servers.
@ApplicationScoped public class SmtpTransport implements Transport {
    @Inject Routes routes;
    @Inject NextHops nextHops;
    @Inject SmtpClient client;
    @Inject Reach reach;
    @Inject OpenStore open;
    @Inject HostName hostName;
    @Inject LoopNotice loops;
    @Inject Turns turns;

    @Override public String name() { return "smtp"; }

    @Override public String destination(String target, String recipient) { return routes.to(recipient, target).destination(); }

    @Override public int atOnce() { return 100; }                        // RFC 5321 §4.5.3.1.8: what every server must take

    @Override public int runs() { return 20; }

    @Override public void carry(Run run) throws InterruptedException {
        var sample = run.sample();
        var route = routes.to(sample.recipient(), sample.target());
        var turned = turns == null ? Optional.<Turns.Turned>empty() : turns.of(run.destination());      // null: wired by hand
        if (turned.isPresent()) {
            turned.get().carry(this, run, route);
            return;
        }
        switch (nextHops.of(route)) {
            case Hops.Servers(var servers) -> new SmtpRun(this, run, route, reach.sorted(servers)).carry();
            case Hops.Later(var enhanced, var text) -> run.unreachable(Remark.own(enhanced, text));
            case Hops.Never(var enhanced, var text, var loop) -> {
                if (loop) loops.tell(name(route, sample));
                giveUp(run, Remark.own(enhanced, text));
            }
        }
    }

    private static String name(Route route, Delivery sample) {
        return route.hop() instanceof Route.Hop.Host(var host, _) ? host : sample.recipient().substring(sample.recipient().lastIndexOf('@') + 1);
    }

    private static void giveUp(Run run, Remark why) {
        for (var load = run.next(); load.isPresent(); load = run.next())
            run.settle(load.get(), load.get().deliveries().stream().collect(Collectors.toMap(delivery -> delivery, _ -> new Outcome.Never(why))));
    }
}
