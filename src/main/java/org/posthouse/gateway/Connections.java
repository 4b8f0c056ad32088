package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.posthouse.database.UnitOfWork;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.transport.Hook;

/// Runs of the queue: by the connection schedule, when a link is up, when somebody says so. Before one a program may dial, behind it another may hang up.
@ApplicationScoped public class Connections {
    private static final System.Logger LOG = System.getLogger(Connections.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    /// How long mail may take that goes in one run: then it is time to hang up.
    private static final Duration LONGEST = Duration.ofMinutes(30);
    /// So many looks later peers are asked again about mail that waits for them.
    private static final int PEERS_EVERY = 6;

    @Inject Settings settings;
    @Inject Waiting waiting;
    @Inject Hook hook;
    @Inject Errands errands;
    @Inject PeerRounds peers;
    @Inject Calls calls;
    @Inject UnitOfWork unitOfWork;
    @Inject Clock clock;

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile Instant last;
    private Thread thread;

    /// What came of asking for a run.
    ///
    /// @param begun      false when one is under way already
    /// @param deliveries that go now; 0 while a program still prepares the connection
    public record Run(boolean begun, int deliveries) { }

    public synchronized void start(ThreadFactory threads) {
        errands.start(threads);
        stopping = false;
        last = clock.instant();
        thread = threads.newThread(this::look);
        thread.start();
    }

    public synchronized void stop() {
        stopping = true;
        errands.stop();
        if (thread == null) return;
        try {
            thread.join(LOOK_EVERY.plusSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    /// When the schedule comes next.
    public Optional<Instant> next() { return times().next(last == null ? clock.instant() : last); }

    private ConnectionTimes times() {
        var now = settings.now();
        var zone = now.text(TextSetting.HOUSE_TIME_ZONE);
        return new ConnectionTimes(ConnectionTimes.read(now.text(TextSetting.CONNECTION_TIMES).lines().toList()).orElseThrow(), (int) now.value(Setting.CONNECTION_MINUTES), zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    private void look() {
        long rounds = 0;
        try {
            while (!stopping) {
                try {
                    if (++rounds % PEERS_EVERY == 0) {
                        peers.round();
                        calls.recall();
                    }
                    var due = unitOfWork.call(this::next).filter(at -> !at.isAfter(clock.instant()));
                    if (due.isPresent()) {
                        last = clock.instant();
                        begin(Optional.empty(), true, "schedule");
                    }
                } catch (RuntimeException failed) {
                    LOG.log(Level.ERROR, "event=connection-schedule-failed", failed);
                }
                for (long slept = 0; slept < LOOK_EVERY.toMillis() && !stopping; slept += 500) Thread.sleep(500);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A run for one domain, or for all mail that waits for a schedule or for its next attempt. Outside of transactions.
    ///
    /// @param domain mail that waits to be asked for goes too when it is named
    public Run begin(Optional<String> domain, String who) { return begin(domain, false, who); }

    private Run begin(Optional<String> domain, boolean scheduled, String who) {
        if (!running.compareAndSet(false, true)) return new Run(false, 0);
        boolean handed = false;
        try {
            var programs = unitOfWork.call(settings::now);
            var before = programs.text(TextSetting.CONNECTION_BEFORE);
            var after = programs.text(TextSetting.CONNECTION_AFTER);
            int now = before.isEmpty() ? send(domain, scheduled, who) : 0;
            if (before.isEmpty() && after.isEmpty()) return new Run(true, now);
            handed = true;
            errands.run(() -> {
                around(before, after, domain, scheduled, who);
                return null;
            });
            return new Run(true, now);
        } finally {
            if (!handed) running.set(false);
        }
    }

    private void around(String before, String after, Optional<String> domain, boolean scheduled, String who) throws InterruptedException {
        try {
            // without a connection nothing could go: everything would only seem to have failed
            if (!before.isEmpty() && !told(before, "before", who)) return;
            if (!before.isEmpty()) send(domain, scheduled, who);
            if (after.isEmpty()) return;
            var end = clock.instant().plus(LONGEST);
            while (!stopping && clock.instant().isBefore(end) && unitOfWork.call(waiting::underWay) > 0) Thread.sleep(1000);
            told(after, "after", who);
        } finally {
            running.set(false);
        }
    }

    private boolean told(String program, String when, String who) throws InterruptedException {
        var ended = hook.run(program, Map.of("POSTHOUSE_RUN", when));
        LOG.log(ended.good() ? Level.INFO : Level.WARNING, "event=connection-program when={0} program={1} by={2} good={3} said={4}", when, program, who, ended.good(), ended.said());
        return ended.good();
    }

    private int send(Optional<String> domain, boolean scheduled, String who) {
        int sent = unitOfWork.call(() -> domain.isPresent() ? waiting.send(Set.of(domain.get()), who) : waiting.sendAll(scheduled, who));
        LOG.log(Level.INFO, "event=queue-run by={0} domain={1} deliveries={2}", who, domain.orElse("*"), sent);
        return sent;
    }
}
