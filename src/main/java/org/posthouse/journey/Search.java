package org.posthouse.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.mime.Domains;
import org.posthouse.store.RecordId;

/// What somebody looks for.
///
/// @param text      an address, `@` and a domain, a Message-ID or a record's id, whole; empty for all
/// @param address   also required of the message; empty for any
/// @param messageId the same
/// @param from      something that is found happened not before
/// @param until     and before
public record Search(String text, String address, String messageId, Optional<Instant> from, Optional<Instant> until) {
    public static final Search ALL = new Search("", "", "", Optional.empty(), Optional.empty());

    public Search {
        text = text.strip();
        address = address.strip();
        messageId = messageId.strip();
    }

    public static Search of(String text) { return new Search(text, "", "", Optional.empty(), Optional.empty()); }

    /// It can be found at all: words of a subject cannot.
    public boolean isWhole() { return text.isEmpty() || RecordId.parse(text).isPresent() || text.contains("@") || isDomain(text); }

    private static boolean isDomain(String text) { return text.contains(".") && Domains.isHostName(text); }

    boolean inTime(Instant at) { return from.filter(at::isBefore).isEmpty() && until.filter(u -> !at.isBefore(u)).isEmpty(); }

    /// Keys that every item which can stand for a message found has one of.
    List<Long> keys(Sight sight) {
        var keys = new ArrayList<Long>();
        if (RecordId.parse(text).isPresent()) return List.of(Key.record(text));
        if (!messageId.isEmpty()) return List.of(Key.message(messageId));
        if (sight instanceof Sight.Own(long account, _)) return List.of(Key.account(account));       // few enough to look through, whatever is wanted of them
        if (!address.isEmpty()) return List.of(mailbox(address));
        if (!text.isEmpty()) {
            keys.add(Key.message(text));
            keys.add(mailbox(text));
        } else if (sight instanceof Sight.Within(var own, _)) own.forEach(name -> keys.add(Key.domain(name)));
        else keys.add(Key.ANY);
        return keys;
    }

    private static long mailbox(String text) {
        var bare = Heading.bare(text);
        return bare.startsWith("@") || !bare.contains("@") ? Key.domain(bare.replace("@", "")) : Key.address(bare);
    }

    /// Whether what can be seen of it is what is wanted.
    boolean takes(Story story) {
        return (text.isEmpty() || story.record().equals(text) || isOf(story, text) || names(story, text)) && (messageId.isEmpty() || isOf(story, messageId)) && (address.isEmpty() || names(story, address));
    }

    private static boolean isOf(Story story, String id) { return story.taken().filter(t -> !t.about().id().isEmpty() && Heading.key(t.about().id()).equals(Heading.key(id))).isPresent(); }

    private static boolean names(Story story, String wanted) {
        var bare = Heading.bare(wanted);
        if (bare.startsWith("@") || !bare.contains("@")) {
            var domain = Domains.key(bare.replace("@", ""));
            return story.names(address -> Key.domainOf(address).equals(domain) && !domain.isEmpty());
        }
        var address = Key.canonical(bare);
        return story.names(other -> Key.canonical(other).equals(address));
    }
}
