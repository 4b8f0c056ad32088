package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.posthouse.account.Accounts;
import org.posthouse.account.SignInNotes;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.filter.SeenBefore;
import org.posthouse.delivery.Causes;
import org.posthouse.delivery.FullMailboxes;
import org.posthouse.delivery.Greetings;
import org.posthouse.delivery.OldMail;
import org.posthouse.link.MailedLinks;
import org.posthouse.list.bounce.Scores;
import org.posthouse.list.digest.Digests;
import org.posthouse.housemail.Outbox;
import org.posthouse.list.post.HeldLetters;
import org.posthouse.list.post.Submissions;
import org.posthouse.mailbox.LiveRecords;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.MailHours;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mailbox.Room;
import org.posthouse.list.Subscriptions;
import org.posthouse.list.archive.ArchiveSweep;
import org.posthouse.mailbox.Sweep;
import org.posthouse.reply.Answered;
import org.posthouse.token.Tokens;

/// What wants doing now and then: accounts whose time in the trash is over, rows of deleted accounts, when accounts last signed in, certificates that are about to end, and space that
/// deleted messages leave in the store.
@ApplicationScoped public class Housekeeping {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
    private static final Duration FINISH = Duration.ofSeconds(15);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    /// How long another node's change of settings may take to be heard of here.
    private static final Duration LISTEN_EVERY = Duration.ofSeconds(5);
    /// How long what sendmail left waits.
    private static final Duration DROP_EVERY = Duration.ofSeconds(1);
    private static final Duration CERTIFICATES_EVERY = Duration.ofMinutes(1);
    private static final Duration DIGESTS_EVERY = Duration.ofMinutes(1);
    private static final Duration LOGS_EVERY = Duration.ofHours(1);
    private static final Duration EMPTY_EVERY = Duration.ofMinutes(10);
    private static final Duration HELD_EVERY = Duration.ofMinutes(30);
    private static final int EMPTIED_AT_ONCE = 20;
    private static final Duration EXPIRE_EVERY = Duration.ofHours(6);
    private static final Duration WARN_EVERY = Duration.ofMinutes(10);
    private static final Duration COMPACT_EVERY = Duration.ofMinutes(10);
    /// A segment is written anew when less of it than this is still referred to: half the reading for at least half the space.
    private static final double LIVE_SHARE = 0.5;

    @Inject HouseThreads threads;
    @Inject Chores chores;
    @Inject OldMail oldMail;
    @Inject Greetings greetings;
    @Inject MailedLinks links;
    @Inject Subscriptions subscriptions;
    @Inject Scores scores;
    @Inject Digests digests;
    @Inject FullMailboxes fullMailboxes;
    @Inject Answered answered;
    @Inject SeenBefore seenBefore;
    @Inject Room room;
    @Inject LiveLimits limits;
    @Inject LiveLogging logging;
    @Inject GreetingNames greetingNames;
    @Inject Journal journal;
    @Inject Listeners listeners;
    @Inject Sweep sweep;
    @Inject ArchiveSweep archiveSweep;
    @Inject Accounts accounts;
    @Inject SignInNotes notes;
    @Inject Tokens tokens;
    @Inject Recovery recovery;
    @Inject MailHours mailHours;
    @Inject OpenStore open;
    @Inject @Any Instance<LiveRecords> referrers;
    @Inject CertificateWatch certificates;
    @Inject Causes causes;
    @Inject Backups backups;
    @Inject HeldLetters heldLetters;
    @Inject Outbox outbox;
    @Inject Submissions submissions;
    @Inject DropBox dropBox;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    private ScheduledExecutorService timer;

    void start() {
        timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("posthouse-housekeeping").factory());
        every(NOTE_EVERY, "mail-hours", this::countMail);
        every(NOTE_EVERY, "tokens", () -> unitOfWork.run(tokens::sweep));
        every(FORGET_EVERY, "causes", () -> unitOfWork.run(causes::sweep));
        every(NOTE_EVERY, "room", room::sweep);
        every(LISTEN_EVERY, "recovery", recovery::look);
        every(LISTEN_EVERY, "settings", limits::apply);
        every(LISTEN_EVERY, "logging", logging::apply);
        every(LISTEN_EVERY, "greeting-names", greetingNames::apply);
        every(LISTEN_EVERY, "journal", journal::follow);
        every(LISTEN_EVERY, "services", listeners::follow);
        every(LISTEN_EVERY, "greetings", greetings::run);
        every(LISTEN_EVERY, "letters", () -> unitOfWork.run(outbox::settle));
        chores.open();
        chores.add("expiry", EXPIRE_EVERY, oldMail::run);
        chores.add("full", WARN_EVERY, fullMailboxes::run);
        chores.add("trash", EMPTY_EVERY, this::emptyTrash);
        chores.add("sweep", SWEEP_EVERY, () -> sweep.run() + archiveSweep.run());
        chores.add("compact", COMPACT_EVERY, this::compact);
        chores.add("held-posts", HELD_EVERY, heldLetters::run);
        chores.add("memories", FORGET_EVERY, this::forget);
        chores.add(Backups.CHORE, backups::next, backups::planned);
        every(NOTE_EVERY, "backup", backups::look);
        every(DROP_EVERY, "drop", dropBox::drain);
        chores.add("digests", DIGESTS_EVERY, digests::run);
        chores.addQuick("logs", LOGS_EVERY, logging::rotate);
        chores.addQuick("certificates", CERTIFICATES_EVERY, counted(certificates::look));
        chores.addQuick("sign-in-notes", NOTE_EVERY, counted(notes::write));
    }

    private static LongSupplier counted(Runnable work) {
        return () -> {
            work.run();
            return 0;
        };
    }

    /// A few accounts to a transaction; their mail is swept away later.
    private long emptyTrash() {
        long all = 0;
        int gone = EMPTIED_AT_ONCE;
        while (gone == EMPTIED_AT_ONCE) {
            gone = unitOfWork.call(() -> {
                var due = accounts.due(EMPTIED_AT_ONCE);
                due.forEach(accounts::delete);
                due.forEach(account -> LOG.log(System.Logger.Level.INFO, "event=account-purged account={0} trashed={1}", Long.toString(account.id()), account.trashed().orElseThrow()));
                return due.size();
            });
            all += gone;
        }
        return all;
    }

    /// Who signed in when, who was told of whose absence, and what scripts have seen.
    private long forget() {
        notes.sweep();
        boolean more = true;
        while (more) more = unitOfWork.call(answered::prune);
        for (boolean seen = true; seen; ) seen = unitOfWork.call(seenBefore::prune);
        for (boolean counted = true; counted; ) counted = unitOfWork.call(submissions::prune);
        for (boolean old = true; old; ) old = unitOfWork.call(links::prune);
        for (boolean left = true; left; ) left = unitOfWork.call(subscriptions::forget) >= Subscriptions.STEP;
        for (long after = -1; after != 0; ) {
            long from = Math.max(after, 0);
            after = unitOfWork.call(() -> scores.forget(from));
        }
        return 0;
    }

    private void every(Duration interval, String name, Runnable work) {
        var guarded = threads.within(Runnable.class, () -> {
            try {
                work.run();
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.ERROR, "event=housekeeping-failed step=" + name, failed);
            }
        });
        timer.scheduleWithFixedDelay(guarded, interval.toSeconds(), interval.toSeconds(), TimeUnit.SECONDS);
    }

    void countMail() { unitOfWork.run(mailHours::write); }

    /// @return octets that came back
    private long compact() {
        try {
            var done = open.get().compact(this::live, LIVE_SHARE);
            if (done.octets() > 0) LOG.log(System.Logger.Level.INFO, "event=compacted rewritten={0} removed={1} postponed={2} octets={3}",
                    done.rewritten(), done.removed(), done.postponed(), done.octets());
            return done.octets();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// A record named dead must stay dead, so deletions are made durable first.
    private BitSet live(UUID segment, int records) {
        durability.await();
        return unitOfWork.call(() -> {
            var live = new BitSet(records);
            for (var rows : referrers) live.or(rows.live(segment, records));
            return live;
        });
    }

    void stop() {
        chores.stop(FINISH);
        if (timer != null) timer.shutdown();                             // its rounds are short, and an interrupt would close files under others
    }
}
