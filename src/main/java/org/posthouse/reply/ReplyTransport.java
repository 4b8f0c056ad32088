package org.posthouse.reply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.posthouse.housemail.HouseMail;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;

/// Answers that are due. The target is the account; its answers are made one after the other, so that two messages of one sender cannot both be the first.
@ApplicationScoped public class ReplyTransport implements Transport {
    static final String NAME = "reply";
    private static final int LANES = 8;

    @Inject Answers answers;

    @Override public String name() { return NAME; }

    @Override public String destination(String target, String recipient) { return "reply:" + Math.floorMod(target.hashCode(), LANES); }

    @Override public void carry(Run run) throws InterruptedException {
        for (var load = run.next(); load.isPresent(); load = run.next()) {
            var outcomes = new HashMap<Delivery, Outcome>();
            var notes = new ArrayList<Runnable>();
            for (var delivery : load.get().deliveries()) outcomes.put(delivery, answer(load.get(), delivery, notes));
            run.settle(load.get(), outcomes, () -> notes.forEach(Runnable::run));
        }
    }

    private Outcome answer(Load load, Delivery delivery, List<Runnable> notes) {
        try {
            var made = answers.answer(load.record(), load.envelope(), Long.parseLong(delivery.target()), delivery.original());
            notes.add(made.note());
            return new Outcome.Done(Remark.own("2.0.0", made.why().map("not answered: "::concat).orElse("answered")), true);
        } catch (IOException | HouseMail.NotSent failed) {
            return new Outcome.Later(Remark.own("4.3.0", String.valueOf(failed.getMessage())));
        }
    }
}
