package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.list.Held;
import org.posthouse.list.Letters;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.ListTransport;
import org.posthouse.list.Members;
import org.posthouse.list.Moderator;
import org.posthouse.queue.Consignment;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Queue;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Texts;

/// What owners decide about posts. An approved one goes back into the queue as it came, so that it gets its number in its turn.
@ApplicationScoped public class HeldPosts implements Moderator {
    private static final String TEXTS = "list-held";

    @Inject Queue queue;
    @Inject Members members;
    @Inject Letters letters;
    @Inject OpenStore open;
    @Inject Journal journal;
    @Inject Clock clock;

    @Override public Held.Kind kind() { return Held.Kind.POST; }

    @Override public void decided(ListEntry list, Held held, Word word, String reason) {
        var record = held.message().orElseThrow();
        switch (word) {
            case APPROVE, TRUST -> {
                if (word == Word.TRUST) Addresses.read(held.address()).flatMap(author -> members.find(list.id(), author)).ifPresent(member -> member.trust(true));
                queue.add(List.of(new Consignment(record, held.number(), held.sender(), list.address().toString(), list.address().toString(), Set.of(Notify.FAILURE), "", held.account(), ListTransport.NAME,
                        ListTransport.target(list.id(), ListRole.POST, Posts.APPROVED), held.prefix(), "")));
                note(list, held, Event.Kind.RELEASED, "an owner has approved it");
            }
            case REJECT, EXPIRE -> {
                rejected(list, held, word, reason);
                note(list, held, Event.Kind.FAILED, word == Word.EXPIRE ? "nobody decided in time" : "an owner has rejected it");
            }
            case DISCARD -> note(list, held, Event.Kind.REMOVED, "an owner has discarded it");
        }
    }

    /// Told to whoever was told that it waits: the sender, unless that would hit a stranger whose address somebody used.
    private void rejected(ListEntry list, Held held, Word word, String reason) {
        Addresses.read(held.sender()).filter(_ -> reportable(held)).ifPresent(to -> {
            var language = letters.language(list, to, "");
            var words = word == Word.EXPIRE ? Texts.in(language).get(TEXTS, "expired") : reason.isBlank() ? Texts.in(language).get(TEXTS, "no-reason") : reason.strip();
            letters.send(list, Letters.Key.REJECTED, list.of(ListRole.REQUEST), to, language, Map.of("subject", held.subject(), "reason", words));
        });
    }

    private boolean reportable(Held held) {
        try (var body = open.get().read(held.message().orElseThrow()).orElse(null)) {
            return body != null && body.envelope().intake().reportable();
        } catch (IOException _) {
            return false;
        }
    }

    private void note(ListEntry list, Held held, Event.Kind kind, String words) {
        journal.note(new Event(clock.instant(), held.message().orElseThrow().toString(), list.address().toString(), kind, list.address().toString(), words));
    }
}
