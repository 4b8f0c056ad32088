package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.appliance.HouseThreads;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.list.Enrolment;
import org.posthouse.list.Enrolment.Line;
import org.posthouse.list.Enrolment.Newcomer;
import org.posthouse.list.Enrolment.Result;
import org.posthouse.list.Letters;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Subscriptions;
import org.posthouse.list.Wish;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Language;

/// Adds or invites thousands of people behind a page that says how far it is, some in a transaction. What a stop of the house cuts off is done by sending the same people again: who is there already is left alone.
@ApplicationScoped public class EnrolmentDesk {
    private static final System.Logger LOG = System.getLogger(EnrolmentDesk.class.getName());
    private static final int PORTION = 200;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 20;

    @Inject Enrolment enrolment;
    @Inject Subscriptions subscriptions;
    @Inject Letters letters;
    @Inject Members members;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject HouseThreads threads;
    @Inject Clock clock;

    private final Map<Long, Work> works = new HashMap<>();

    /// Some people on their way into a list.
    public static final class Work {
        private final List<Line> lines = new ArrayList<>();
        private final boolean inviting;
        private final int total;
        private final Instant begun;
        private boolean busy = true;
        private boolean failed;

        private Work(boolean inviting, int total, Instant begun) {
            this.inviting = inviting;
            this.total = total;
            this.begun = begun;
        }

        public boolean inviting() { return inviting; }

        public int total() { return total; }

        /// What is known by now, in the order they came in.
        public synchronized List<Line> lines() { return List.copyOf(lines); }

        public synchronized boolean busy() { return busy; }

        /// Something broke on our side.
        public synchronized boolean failed() { return failed; }

        public long count(Result result) { return lines().stream().filter(line -> line.result() == result).count(); }

        private synchronized void add(List<Line> more) { lines.addAll(more); }

        private synchronized void end(boolean broken) {
            busy = false;
            failed = broken;
        }
    }

    /// @throws Rejected CONFLICT `people` while others come into the list, or too many lists
    void room(ListEntry list) {
        synchronized (works) {
            works.values().removeIf(work -> !work.busy() && work.begun.isBefore(clock.instant().minus(KEPT)));
            if (Optional.ofNullable(works.get(list.id())).filter(Work::busy).isPresent() || works.values().stream().filter(Work::busy).count() >= MOST)
                throw Rejected.conflict("people", "others are being added just now; try again in a few minutes");
        }
    }

    void begin(ListEntry list, List<Newcomer> people, boolean inviting, boolean welcome, String by) {
        var work = new Work(inviting, people.size(), clock.instant());
        synchronized (works) {
            works.put(list.id(), work);
        }
        threads.daemons("enrolment").newThread(() -> {
            try {
                for (int from = 0; from < people.size(); from += PORTION) {
                    var portion = people.subList(from, Math.min(from + PORTION, people.size()));
                    work.add(unitOfWork.call(() -> inviting ? invited(list, portion) : added(list, portion, welcome)));
                }
                durability.await();
                work.end(false);
                LOG.log(Level.INFO, "event=list-members-enrolled list={0} invited={1} taken={2} there={3} refused={4} by={5}", list.address(), inviting, work.count(Result.ADDED), work.count(Result.THERE), work.count(Result.REFUSED), by);
            } catch (RuntimeException broken) {
                LOG.log(Level.ERROR, "event=list-members-enrolling-failed list=" + list.address() + " done=" + work.lines().size(), broken);
                work.end(true);
            }
        }).start();
    }

    /// The latest of a list.
    public Optional<Work> find(long list) {
        synchronized (works) {
            return Optional.ofNullable(works.get(list));
        }
    }

    private List<Line> added(ListEntry list, List<Newcomer> people, boolean welcome) {
        var lines = enrolment.join(list, people, Member.Why.OWNER);
        if (welcome) greet(list, members.all(lines.stream().filter(line -> line.result() == Result.ADDED).map(Line::member).toList()));
        return lines;
    }

    private void greet(ListEntry list, List<Member> added) {
        var drafts = new EnumMap<Language, Letters.Draft>(Language.class);
        for (var member : added) Addresses.read(member.address()).ifPresent(to -> letters.send(drafts.computeIfAbsent(letters.language(list, to, member.language()), language -> letters.draft(list, Letters.Key.WELCOME, language)),
                list.of(ListRole.REQUEST), to, Map.of("link", subscriptions.leaveLink(list, member))));
    }

    private List<Line> invited(ListEntry list, List<Newcomer> people) {
        var lines = enrolment.look(list, people);
        subscriptions.invite(list, lines.stream().filter(line -> line.result() == Result.ADDED)
                .map(line -> new Wish(Addresses.read(line.who().typed()).orElseThrow(), line.who().name(), line.who().language(), line.who().state())).toList());
        return lines;
    }
}
