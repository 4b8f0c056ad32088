package org.posthouse.list.digest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.journey.Journal;
import org.posthouse.list.Digesting.Format;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListPages;
import org.posthouse.list.Lists;
import org.posthouse.list.Mailing;
import org.posthouse.list.Mailings;
import org.posthouse.list.Staging;
import org.posthouse.list.archive.ArticleFacts;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.Structure;
import org.posthouse.mime.Path;
import org.posthouse.mime.Scan;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.store.DamagedRecord;
import org.posthouse.store.Pin;
import org.posthouse.store.Position;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// Makes the digests that are due, and begins their mailings. Opens transactions of its own.
@ApplicationScoped public class Digests {
    private static final System.Logger LOG = System.getLogger(Digests.class.getName());
    /// What does not fit into one goes into the next, at once.
    private static final int MOST_POSTS = 200;
    private static final long MOST_OCTETS = 20L << 20;
    private static final int BUFFER = 32 << 10;

    @Inject WaitingPosts waiting;
    @Inject Lists lists;
    @Inject Mailings mailings;
    @Inject ListPages pages;
    @Inject OpenStore open;
    @Inject UnitOfWork work;
    @Inject Durability durability;
    @Inject Settings settings;
    @Inject Journal journal;
    @Inject Clock clock;
    @Inject SecureRandom random;

    /// A digest in the store that nothing refers to yet.
    private record Stored(RecordId record, StoredEnvelope envelope, Pin pin) { }

    private record Portion(List<WaitingPost> posts, List<Format> formats, long issue) { }

    /// @return digests made
    public long run() {
        var zone = zone();
        long made = 0;
        for (var one : work.call(waiting::all)) {
            try {
                made += due(one, zone);
            } catch (RuntimeException failed) {                          // the others' are not to wait for it
                LOG.log(Level.ERROR, "event=list-digest-failed list=" + one.list(), failed);
            }
        }
        return made;
    }

    private long due(WaitingPosts.Waiting one, ZoneId zone) {
        long made = 0;
        var list = lists.now().find(one.list());
        boolean due = list.isPresent() && Calendar.due(list.get().plan().digesting(), one, clock.instant(), zone);
        while (due && !Thread.currentThread().isInterrupted()) {
            made += make(list.get());
            due = work.call(waiting::all).stream().filter(more -> more.list() == one.list()).anyMatch(more -> Calendar.due(list.get().plan().digesting(), more, clock.instant(), zone));
        }
        return made;
    }

    private ZoneId zone() {
        var house = work.call(settings::now).text(TextSetting.HOUSE_TIME_ZONE);
        return house.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(house);
    }

    private long make(ListEntry list) {
        var portion = work.call(() -> new Portion(portion(waiting.of(list.id(), MOST_POSTS)), List.of(Format.values()).stream().filter(format -> waiting.wanted(list.id(), format)).toList(), waiting.issue(list.id())));
        if (portion.posts.isEmpty()) return 0;
        var stored = new EnumMap<Format, Stored>(Format.class);
        try {
            var entries = portion.formats.isEmpty() ? List.<Entry>of() : entries(list, portion.posts);
            if (!entries.isEmpty()) {
                var id = UUID.nameUUIDFromBytes(("digest/" + list.id() + "/" + portion.issue).getBytes(StandardCharsets.US_ASCII)) + "." + portion.issue + "@" + list.address().domainKey();
                var issue = new Issue(list, portion.issue, entries, clock.instant().atZone(zone()), id, list.plan().archiving().kept() ? pages.of(list, "") : "", pages.of(list, "info"));
                for (var format : portion.formats) stored.put(format, stored(issue, format));
            }
            work.run(() -> begin(list, portion, stored));
            durability.await();
            if (!stored.isEmpty()) LOG.log(Level.INFO, "event=list-digest list={0} issue={1} posts={2} forms={3}", list.address(), Long.toString(portion.issue), Integer.toString(entries.size()), stored.keySet());
            return stored.isEmpty() ? 0 : 1;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            stored.values().forEach(one -> one.pin.close());
        }
    }

    private static List<WaitingPost> portion(List<WaitingPost> posts) {
        long octets = 0;
        int count = 0;
        while (count < posts.size() && (count == 0 || octets + posts.get(count).octets() <= MOST_OCTETS)) octets += posts.get(count++).octets();
        return List.copyOf(posts.subList(0, count));
    }

    private void begin(ListEntry list, Portion portion, EnumMap<Format, Stored> stored) {
        waiting.had(list.id(), portion.posts.getLast().number());
        if (stored.isEmpty()) return;
        waiting.issued(list.id(), portion.issue);
        stored.forEach((format, one) -> {
            mailings.start(list, one.record, format == Format.MIME ? Mailing.Audience.MIME_DIGEST : Mailing.Audience.PLAIN_DIGEST);
            journal.accepted(new org.posthouse.store.Entry(one.record, Position.START, one.envelope));
        });
    }

    private List<Entry> entries(ListEntry list, List<WaitingPost> posts) throws IOException {
        var entries = new ArrayList<Entry>();
        for (var post : posts) {
            try {
                entry(list, post).ifPresent(entries::add);
            } catch (DamagedRecord damaged) {
                LOG.log(Level.WARNING, "event=list-digest-without list={0} number={1} record={2} what={3}", list.address(), Long.toString(post.number()), post.article(), damaged.getMessage());
            }
        }
        return entries;
    }

    private Optional<Entry> entry(ListEntry list, WaitingPost post) throws IOException {
        try (var body = open.get().read(post.article()).orElse(null)) {
            if (body == null) {
                LOG.log(Level.WARNING, "event=list-digest-without list={0} number={1} record={2} what=cannot be read any more", list.address(), Long.toString(post.number()), post.article());
                return Optional.empty();
            }
            body.verify();                                               // damage is to show now, not while the digest is written
            var facts = body.facts();
            boolean utf8 = false;
            if (facts.eightBit()) try (var in = body.open()) {
                var header = in.readNBytes(facts.headerSize());
                utf8 = Scan.eightBit(header, 0, header.length);
            }
            try (var in = body.open()) {
                return Optional.of(new Entry(post.number(), post.article(), Structure.read(in), ArticleFacts.read(list, body::open, post.added()), facts.eightBit(), utf8));
            }
        }
    }

    private Stored stored(Issue issue, Format format) throws IOException, InterruptedException {
        var mark = new byte[16];
        random.nextBytes(mark);
        Form form = format == Format.MIME ? new MimeDigest(issue, HexFormat.of().formatHex(mark)) : new PlainDigest(issue);
        var store = open.get();
        var header = form.header();
        try (var sink = store.open()) {
            var staging = new Staging(sink, header.length);
            var out = new BufferedOutputStream(staging, BUFFER);
            out.write(header);
            form.body(out, this::article);
            out.flush();
            var facts = staging.facts();
            var sender = new Sender(Path.NULL, 0, facts.eightBit() ? Sender.Body.EIGHT_BIT : Sender.Body.SEVEN_BIT, false, Sender.Ret.HDRS, "", "");
            var envelope = StoredEnvelope.kept(clock.instant(), new Envelope(sender, List.of(Recipient.of(Path.to(issue.list().address())))), facts, "digest/" + issue.list().id() + "/" + issue.number() + "/" + format);
            var receipt = store.append(envelope, sink.complete(facts));
            var reply = receipt.await();
            if (!reply.positive()) throw new IOException("the store did not take the digest: " + reply);
            var record = receipt.id().orElseThrow();
            return new Stored(record, envelope, store.pin(record).orElseThrow(() -> new IOException("the digest is gone again")));
        }
    }

    /// The body stays open as long as its stream.
    private InputStream article(Entry entry) throws IOException {
        var body = open.get().read(entry.article()).orElseThrow(() -> new IOException("a post is gone: " + entry.article()));
        return new java.io.FilterInputStream(body.open()) {
            @Override public void close() throws IOException {
                super.close();
                body.close();
            }
        };
    }
}
