package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.posthouse.account.Accounts;
import org.posthouse.account.Directory;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.DeliveryReport;
import org.posthouse.message.DeliveryReport.Returned;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.queue.ReportLine.Kind;
import org.posthouse.queue.ReportLines.Waiting;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredBody;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.text.Language;

/// Tells what [ReportDesk] wrote down. Lines of one message for one reader are gathered while they keep coming, and become one message of the house; which lines those are is durable before it is
/// sent, so that after a crash the same message is made again, and dispatched once.
@ApplicationScoped public class ReportRounds {
    private static final System.Logger LOG = System.getLogger(ReportRounds.class.getName());
    /// So long after the last line of a message no other is expected.
    private static final Duration QUIET = Duration.ofSeconds(1);
    /// And so long after the first nobody waits for others.
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /// Recipients in one report.
    private static final int RECIPIENTS = 500;
    private static final int AT_ONCE = 100;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration LISTEN_EVERY = Duration.ofSeconds(20);
    /// Of a header that comes back, more than any mail needs.
    private static final int MOST_HEADER = 64 << 10;

    @Inject ReportLines lines;
    @Inject HouseMail mail;
    @Inject OpenStore open;
    @Inject Settings settings;
    @Inject HostName hostName;
    @Inject Directory directory;
    @Inject Accounts accounts;
    @Inject Journal journal;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject Clock clock;

    private final Semaphore bell = new Semaphore(0);
    private final Map<Long, Instant> failed = new HashMap<>();       // of the round's thread
    private Instant pruned = Instant.EPOCH;
    private volatile boolean closing;
    private volatile Thread thread;

    /// @param factory makes the one thread
    public void start(ThreadFactory factory) {
        closing = false;
        thread = factory.newThread(this::go);
        thread.start();
    }

    /// Returns when the report that is being written is sent.
    public void stop(Duration patience) {
        closing = true;
        bell.release();
        try {
            if (thread != null) thread.join(patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void wake() { bell.release(); }

    private void go() {
        try {
            while (!closing) {
                bell.tryAcquire(look() ? LOOK_EVERY.toMillis() : LISTEN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look() throws InterruptedException {
        try {
            return round();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=reports-failed", e);
            Thread.sleep(LOOK_EVERY.multipliedBy(20));
            return true;
        }
    }

    /// @return whether something is left for the next look
    boolean round() {
        var now = clock.instant();
        var waiting = unitOfWork.call(() -> lines.waiting(AT_ONCE));
        var ready = waiting.stream().filter(group -> ready(group, now)).toList();
        if (!ready.isEmpty()) {
            unitOfWork.run(() -> ready.forEach(group -> lines.take(group.group(), RECIPIENTS)));
            durability.await();
        }
        var told = new ArrayList<Long>();
        var batches = unitOfWork.call(() -> lines.batches(AT_ONCE + failed.size()));
        try {
            for (long batch : batches) if (!closing && due(batch, now) && tell(batch)) told.add(batch);
        } finally {
            if (!told.isEmpty()) unitOfWork.run(() -> lines.told(told));
        }
        if (pruned.plus(PRUNE_EVERY).isBefore(now)) {
            unitOfWork.run(() -> lines.prune(KEPT));
            pruned = now;
        }
        return !waiting.isEmpty() || !batches.isEmpty();
    }

    private static boolean ready(Waiting group, Instant now) {
        return group.lines() >= RECIPIENTS || !now.isBefore(group.newest().plus(QUIET)) || !now.isBefore(group.oldest().plus(PATIENCE));
    }

    private boolean due(long batch, Instant now) { return !failed.containsKey(batch) || !now.isBefore(failed.get(batch)); }

    /// One that cannot be told now keeps nobody else waiting.
    private boolean tell(long batch) {
        try {
            var all = unitOfWork.call(() -> lines.of(batch));
            if (!all.isEmpty()) tell(batch, all);
            failed.remove(batch);
            return true;
        } catch (RuntimeException | IOException e) {
            failed.put(batch, clock.instant().plus(AGAIN));
            LOG.log(Level.ERROR, "event=report-failed batch=" + batch, e);
            return false;
        }
    }

    private void tell(long batch, List<ReportLine> all) throws IOException {
        var first = all.getFirst();
        try (var message = message(first.record())) {
            if (first.kind() == Kind.REDIRECTED) sendOn(batch, first.reader(), all, message);
            else report(batch, first.reader(), all, message);
        }
        var reader = first.reader().isEmpty() ? mail.address("postmaster") : first.reader();
        for (var line : all) journal.note(new Event(clock.instant(), line.record().toString(), line.original().isEmpty() ? line.recipient() : line.original(), Event.Kind.REPORTED, reader, line.kind().name().toLowerCase(java.util.Locale.ROOT)));
    }

    private Message message(RecordId record) throws IOException {
        try {
            return new Message(open.get().read(record));
        } catch (org.posthouse.store.DamagedRecord damaged) {
            return new Message(Optional.empty());                         // the store has told of it; the report goes without
        }
    }

    private record Message(Optional<StoredBody> body) implements AutoCloseable {
        Optional<StoredEnvelope> envelope() throws IOException { return body.isPresent() ? Optional.of(body.get().envelope()) : Optional.empty(); }

        byte[] header() throws IOException {
            if (body.isEmpty()) return new byte[0];
            try (var in = body.get().open()) {
                var octets = in.readNBytes(Math.min(body.get().facts().headerSize(), MOST_HEADER));
                int end = octets.length;
                while (octets.length == MOST_HEADER && end > 0 && octets[end - 1] != '\n') end--;        // whole lines
                return java.util.Arrays.copyOf(octets, end);
            }
        }

        @Override public void close() { body.ifPresent(StoredBody::close); }
    }

    /// The message itself, with what happened to it in front.
    private void sendOn(long batch, String reader, List<ReportLine> all, Message message) throws IOException {
        if (message.body().isEmpty()) throw new IOException("the message to be sent on cannot be read: " + all.getFirst().record());        // tried again, and said so, until somebody mends it
        var fields = new StringBuilder();
        for (var line : all.subList(0, Math.min(all.size(), RECIPIENTS))) if (line.recipient().matches("[!-~]{1,400}")) fields.append("X-Failed-Recipients: ").append(line.recipient()).append("\r\n");
        var sender = message.envelope().orElseThrow().envelope().sender();
        mail.sendOn(ReportDesk.REDIRECT + batch, new Sender(Path.NULL, 0, sender.body(), sender.utf8(), Sender.Ret.UNSAID, "", ""), List.of(Recipient.of(path(reader))), fields.toString(), message.body().get());
    }

    private void report(long batch, String reader, List<ReportLine> all, Message message) throws IOException {
        var now = settings.now();
        boolean stray = reader.isEmpty();
        if (stray) send(ReportDesk.TO_POSTMASTER + batch, mail.address("postmaster"), true, all, message, now);
        else send(ReportDesk.REPORT + batch, reader, false, all, message, now);
        if (!stray && all.getFirst().kind() == Kind.FAILED && now.flag(Setting.REPORT_COPIES)) send(ReportDesk.TO_POSTMASTER + batch + "/copy", mail.address("postmaster"), false, all, message, now);
    }

    private void send(String cause, String to, boolean stray, List<ReportLine> all, Message message, Snapshot now) throws IOException {
        var kind = all.getFirst().kind();
        var envelope = message.envelope();
        var header = message.header();
        var fields = HeaderFields.of(header);
        boolean copy = cause.startsWith(ReportDesk.TO_POSTMASTER);
        var returned = returned(kind, copy, message, envelope, header, now);
        var host = hostName.of(now);
        var sender = envelope.flatMap(e -> e.envelope().sender().path().address()).map(Object::toString).orElse("");
        var arrived = envelope.map(StoredEnvelope::arrival).orElse(all.getFirst().attempted());
        var words = new ReportWords(kind, host, fields.first("Subject").map(EncodedWords::read).orElse(""), arrived, zone(now), sender, stray, returned instanceof Returned.Whole, all);
        var languages = unitOfWork.call(() -> languages(to, now));
        var id = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)) + "@" + host;
        var head = new DeliveryReport.Head("Mail Delivery System", mail.address("mailer-daemon"), to, words.subject(languages.getFirst()), fields.first("Message-ID").orElse(""), id, clock.instant(), zone(now));
        var status = new DeliveryReport.Status(host, envelope.map(e -> e.envelope().sender().envid()).orElse(""), arrived, all.stream().map(ReportRounds::line).toList());
        var report = new DeliveryReport(head, words.in(languages), status, returned, envelope.map(e -> e.envelope().sender().utf8()).orElse(false));
        var octets = report.octets();
        boolean eightBit = false;
        for (var octet : octets) eightBit |= octet < 0;
        mail.send(cause, new Sender(Path.NULL, octets.length, eightBit ? Sender.Body.EIGHT_BIT : Sender.Body.SEVEN_BIT, report.utf8(), Sender.Ret.UNSAID, "", ""), List.of(Recipient.of(path(to))), octets);
    }

    /// RFC 3461 §4.3: RET is about failures alone; the other reports bring the header.
    private static Returned returned(Kind kind, boolean copy, Message message, Optional<StoredEnvelope> envelope, byte[] header, Snapshot now) throws IOException {
        if (message.body().isEmpty()) return new Returned.Nothing();
        var body = message.body().get();
        var sender = envelope.orElseThrow().envelope().sender();
        boolean whole = kind == Kind.FAILED && !copy && sender.ret() != Sender.Ret.HDRS && body.size() <= now.value(Setting.REPORT_OCTETS);
        if (!whole) return new Returned.Header(header);
        try (var in = body.open()) {
            return new Returned.Whole(in.readAllBytes(), body.facts().headerSize());
        }
    }

    private static DeliveryReport.Line line(ReportLine line) {
        var action = DeliveryReport.Action.valueOf(line.kind().name());
        boolean bad = line.kind() == Kind.FAILED || line.kind() == Kind.DELAYED;
        var status = line.trouble() == Trouble.EXPIRED && line.kind() == Kind.FAILED ? "4.4.7" : line.remark().enhanced();        // RFC 3463 §3.5
        return new DeliveryReport.Line(line.orcpt(), line.recipient(), action, status, line.remark().host(), bad ? line.remark().code() : 0, bad ? line.remark().text() : "", Optional.of(line.attempted()),
                Optional.of(line.until()).filter(_ -> line.kind() == Kind.DELAYED));
    }

    /// For who lives here their own language first; English is understood where the report may go further.
    private List<Language> languages(String address, Snapshot now) {
        var languages = new LinkedHashSet<Language>();
        var house = Language.of(now.text(TextSetting.HOUSE_LANGUAGE));
        path(address).address().filter(directory::isLocal).ifPresent(local -> directory.recipient(local).flatMap(recipient -> accounts.find(recipient.account())).flatMap(account -> Language.of(account.language()))
                .or(() -> house).ifPresent(languages::add));
        languages.add(Language.ENGLISH);
        return List.copyOf(languages);
    }

    private ZoneId zone(Snapshot now) { return now.text(TextSetting.HOUSE_TIME_ZONE).isEmpty() ? clock.getZone() : ZoneId.of(now.text(TextSetting.HOUSE_TIME_ZONE)); }

    private static Path path(String address) {
        if (PathRead.parse("<" + address + ">") instanceof PathRead.Good(var path, _)) return path;
        throw new IllegalStateException("an address in the queue that is none: " + address);
    }
}
