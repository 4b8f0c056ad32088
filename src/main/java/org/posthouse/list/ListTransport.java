package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.posthouse.machine.Handover;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;

/// Mail to the addresses of lists, each handed to the [Receiver] of its role. One list's mail is one destination with one run: its posts are numbered one after the other.
@ApplicationScoped public class ListTransport implements Transport {
    public static final String NAME = "list";
    private static final String DOMAIN = "domain";

    @Inject Lists lists;
    @Inject OpenStore open;
    @Inject @Any Instance<Receiver> receivers;

    @Override public String name() { return NAME; }

    @Override public String destination(String target, String recipient) { return "list:" + target.split(" ", 2)[0]; }

    /// What a row of the queue keeps of an address.
    public static String target(long list, ListRole role, String detail) { return list + " " + role + (detail.isEmpty() ? "" : " " + detail); }

    static Handover manager(long domain) { return new Handover(NAME, DOMAIN + domain + " " + ListRole.MANAGER); }

    @Override public void carry(Run run) throws InterruptedException {
        for (var load = run.next(); load.isPresent(); load = run.next()) for (var delivery : load.get().deliveries()) hand(run, load.get(), delivery);
    }

    private void hand(Run run, Load load, Delivery delivery) throws InterruptedException {
        try (var body = open.get().read(load.record()).orElse(null)) {
            var verdict = body == null ? Receiver.Verdict.refused("5.3.0", "The message cannot be read any more") : verdict(load, delivery, body);
            try {
                run.settle(load, Map.of(delivery, verdict.outcome()), verdict.work());
                verdict.after().run();
            } finally {
                verdict.end().run();
            }
        } catch (IOException | UncheckedIOException failed) {
            run.settle(load, Map.of(delivery, new Outcome.Later(Remark.own("4.3.0", String.valueOf(failed.getMessage())))));
        }
    }

    private Receiver.Verdict verdict(Load load, Delivery delivery, org.posthouse.store.StoredBody body) throws IOException, InterruptedException {
        var words = delivery.target().split(" ", 3);
        var role = ListRole.valueOf(words[1]);
        boolean manager = words[0].startsWith(DOMAIN);
        var list = manager ? Optional.<ListEntry>empty() : lists.now().find(Long.parseLong(words[0]));
        if (!manager && list.isEmpty()) return Receiver.Verdict.refused("5.1.1", "The list is not there any more");
        long domain = manager ? Long.parseLong(words[0].substring(DOMAIN.length())) : list.get().domain();
        for (var receiver : receivers) if (receiver.roles().contains(role)) return receiver.receive(new Incoming(list, domain, role, words.length > 2 ? words[2] : "", load, delivery, body));
        throw new IllegalStateException("nobody takes mail for " + role);
    }
}
