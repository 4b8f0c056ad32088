package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.posthouse.database.UnitOfWork;
import org.posthouse.queue.QueueActions;
import org.posthouse.queue.Remark;
import org.posthouse.routing.Addresses;

/// Asks again about mail that was taken while a peer was silent, and sends it on, or back, once all have answered.
@ApplicationScoped class PeerRounds {
    private static final System.Logger LOG = System.getLogger(PeerRounds.class.getName());
    private static final int AT_ONCE = 500;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Inject Peers peers;
    @Inject PeerAnswers answers;
    @Inject Waiting waiting;
    @Inject QueueActions actions;
    @Inject UnitOfWork unitOfWork;
    @Inject Clock clock;

    /// Outside of transactions.
    void round() throws InterruptedException {
        var domains = unitOfWork.call(() -> peers.now().houses().isEmpty() ? Set.<String>of() : peers.now().domains());
        if (domains.isEmpty()) return;
        var until = clock.instant().plus(LONGEST);
        for (var waits : unitOfWork.call(() -> waiting.onCall(domains, AT_ONCE)).entrySet()) {
            if (clock.instant().isAfter(until)) return;                  // the schedule is looked at by the same thread
            var address = Addresses.read(waits.getKey());
            if (address.isEmpty()) continue;
            try {
                switch (unitOfWork.call(() -> answers.ask(address.get())).get(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    case PeerAnswers.Word.At(var house) -> {
                        unitOfWork.call(() -> actions.send(waits.getValue(), house.target(), "peers"));
                        LOG.log(Level.INFO, "event=peer-found recipient={0} peer={1} deliveries={2}", address.get(), house.url(), waits.getValue().size());
                    }
                    case PeerAnswers.Word.Nobody() -> unitOfWork.call(() -> actions.giveUp(waits.getValue(), Remark.own("5.1.1", "None of the servers of this domain has this recipient")));
                    case PeerAnswers.Word.Silence() -> { }
                }
            } catch (TimeoutException _) {
                return;
            } catch (ExecutionException failed) {
                LOG.log(Level.ERROR, "event=peer-round-failed recipient=" + address.get(), failed.getCause());
            }
        }
    }
}
