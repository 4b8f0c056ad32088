package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.database.UnitOfWork;
import org.posthouse.journey.Journal;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Mailing;
import org.posthouse.list.Mailings;
import org.posthouse.list.Members;
import org.posthouse.list.Published;
import org.posthouse.list.Receiver;
import org.posthouse.list.Staging;
import org.posthouse.list.archive.Archive;
import org.posthouse.list.archive.ArticleFacts;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Path;
import org.posthouse.store.Entry;
import org.posthouse.store.MessageStore;
import org.posthouse.store.Pin;
import org.posthouse.store.Position;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// Sends a post to the members: composed and stored first, then made public in the transaction that ends its row of the queue.
@ApplicationScoped public class Publishing {
    private static final System.Logger LOG = System.getLogger(Publishing.class.getName());
    private static final int BUFFER = 32 << 10;

    @Inject Dresser dresser;
    @Inject Lists lists;
    @Inject Members members;
    @Inject Mailings mailings;
    @Inject Archive archive;
    @Inject OpenStore open;
    @Inject UnitOfWork work;
    @Inject Journal journal;
    @Inject Event<Published> published;
    @Inject Clock clock;

    /// An article in the store that nothing refers to yet.
    private record Stored(RecordId record, StoredEnvelope envelope, Pin pin) { }

    Receiver.Verdict publish(Post post) throws IOException, InterruptedException {
        var list = post.list();
        long number = work.call(() -> lists.number(list.id()));
        var article = dresser.dress(post, number);
        var stored = stored(post, article, number);
        try {
            var facts = facts(post, article, stored);
            var verdict = Receiver.Verdict.done("Sent to the members as number " + number, () -> commit(post, number, stored, facts));
            return verdict.ending(stored.pin::close);
        } catch (IOException | RuntimeException failed) {
            stored.pin.close();
            throw failed;
        }
    }

    private Stored stored(Post post, Dresser.Article article, long number) throws IOException, InterruptedException {
        var store = open.get();
        var was = post.envelope().envelope().sender();
        var list = post.list();
        try (var sink = store.open()) {
            var staging = new Staging(sink, article.header().length);
            var out = new BufferedOutputStream(staging, BUFFER);
            article.write(out);
            out.flush();
            var facts = staging.facts();
            var sender = new Sender(Path.NULL, 0, facts.eightBit() ? Sender.Body.EIGHT_BIT : Sender.Body.SEVEN_BIT, was.utf8(), Sender.Ret.HDRS, "", "");
            var envelope = StoredEnvelope.kept(clock.instant(), new Envelope(sender, List.of(Recipient.of(Path.to(list.address())))), facts, "list/" + list.id() + "/" + number + "/" + post.mail().load().record());
            return pinned(store, envelope, appended(store, envelope, sink.complete(facts)));
        }
    }

    private static RecordId appended(MessageStore store, StoredEnvelope envelope, StagedBody body) throws IOException, InterruptedException {
        var receipt = store.append(envelope, body);
        var reply = receipt.await();
        if (!reply.positive()) throw new IOException("the store did not take the article: " + reply);
        return receipt.id().orElseThrow();
    }

    private static Stored pinned(MessageStore store, StoredEnvelope envelope, RecordId record) throws IOException {
        var pin = store.pin(record).orElseThrow(() -> new IOException("the article is gone again"));
        try (var there = store.read(record).orElseThrow(() -> new IOException("the article is gone again"))) {
            return new Stored(there.id(), envelope, pin);
        } catch (IOException | RuntimeException failed) {
            pin.close();
            throw failed;
        }
    }

    private ArticleFacts facts(Post post, Dresser.Article article, Stored stored) throws IOException {
        try (var body = open.get().read(stored.record).orElseThrow(() -> new IOException("the article is gone again"))) {
            var facts = ArticleFacts.read(post.list(), body::open, stored.envelope.arrival());
            return article.rewritten() ? facts.by(post.name(), post.author().orElseThrow()) : facts;
        }
    }

    /// In the transaction that ends the post's row.
    private void commit(Post post, long number, Stored stored, ArticleFacts facts) {
        ListEntry list = post.list();
        if (!lists.taken(list.id(), number)) throw new IllegalStateException("number " + number + " of " + list.address() + " went to another post");
        if (list.plan().archiving().kept()) archive.add(list.id(), number, stored.record, new byte[0], facts);
        mailings.start(list, stored.record, Mailing.Audience.POSTS);
        post.keys().stream().flatMap(key -> members.find(list.id(), key).stream()).findFirst().ifPresent(member -> member.posted());
        published.fire(new Published(list, number, stored.record, stored.envelope.facts().size()));
        journal.accepted(new Entry(stored.record, Position.START, stored.envelope));
        LOG.log(Level.INFO, "event=list-published list={0} number={1} post={2} article={3} octets={4}", list.address(), Long.toString(number), post.mail().load().record(), stored.record, Long.toString(stored.envelope.facts().size()));
    }
}
