package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.posthouse.database.UnitOfWork;
import org.posthouse.list.Held;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Posting;
import org.posthouse.message.AddressList;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.ParameterField;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

/// Decides about posts, in the order that the package text tells. Reads only.
@ApplicationScoped public class Checks {
    private static final int MOST_COMMAND = 2 << 10;
    private static final int MOST_COMMAND_LINES = 3;
    private static final int MOST_WORDS = 6;
    /// Behind a `#`, whatever follows.
    private static final Set<String> MARKED = Set.of("help", "subscribe", "unsubscribe", "member", "on", "off", "digest", "stat", "summary", "get", "bye", "end");
    /// By themselves, or with what tells for whom and from where.
    private static final Set<String> BARE = Set.of("help", "info", "lists", "subscribe", "unsubscribe", "signoff", "which", "who", "remove", "leave", "join", "set");
    private static final Set<String> BESIDE = Set.of("me", "my", "address", "mode", "digest", "standard", "on", "off", "to", "from", "the", "this", "list", "please");

    @Inject Members members;
    @Inject Submissions submissions;
    @Inject UnitOfWork work;

    /// What the tables say of who wrote it.
    private record Known(Optional<Member> member, int today) { }

    Judgement judge(Post post) throws IOException {
        var dropped = circle(post).or(() -> machine(post));
        if (dropped.isPresent()) return new Judgement.Drop(dropped.get());
        var list = post.list();
        var posting = list.plan().posting();
        if (post.header().every("From").size() > 1) return new Judgement.Refuse("5.6.0", "A post has one From field");       // RFC 5322 §3.6: nobody knows which of them a reader will see, or a signature meant
        if (post.author().isEmpty()) return new Judgement.Refuse("5.6.0", "A post needs an address in From");
        if (post.keys().stream().anyMatch(matches(list.plan().joining().banned()))) return new Judgement.Refuse("5.7.1", "This address may not post to " + list.address());
        if (posting.maxOctets() > 0 && post.mail().body().size() > posting.maxOctets()) return new Judgement.Refuse("5.2.3", "A post to " + list.address() + " may have " + posting.maxOctets() + " octets at most");      // RFC 3463 §3.3
        var known = work.call(() -> new Known(post.keys().stream().flatMap(key -> members.find(list.id(), key).filter(member -> member.state().belongs()).stream()).max(Comparator.comparing(Member::trusted)),
                submissions.today(post)));
        if (posting.perDay() > 0 && known.today >= posting.perDay()) return new Judgement.Refuse("5.7.1", "One address may send " + posting.perDay() + " posts a day to " + list.address());
        var structure = Structure.read(octets(post));
        if (posting.catchCommands() && command(post, structure)) return new Judgement.Command();
        return allowed(post, posting, known.member, structure);
    }

    private static MessageOctets octets(Post post) { return () -> post.mail().body().open(); }

    private static Judgement allowed(Post post, Posting posting, Optional<Member> member, Structure structure) {
        boolean listed = post.keys().stream().anyMatch(matches(posting.listed()));
        boolean owner = post.keys().stream().anyMatch(post.list()::ownedBy);
        boolean passes = post.proven() && (owner || member.filter(Member::trusted).isPresent());
        if (post.envelope().intake().spf().equals("fail") && post.who().isEmpty()) return new Judgement.Hold(Held.Why.FORGED);
        boolean may = listed || owner || switch (posting.posters()) {
            case ANYBODY -> true;
            case MEMBERS, MODERATED -> member.isPresent();
            case LISTED -> false;
        };
        if (!may) return switch (posting.others()) {
            case HELD -> new Judgement.Hold(Held.Why.STRANGER);
            case REFUSED -> new Judgement.Refuse("5.7.2", words(post, posting));                                       // RFC 3463 §3.8: mailing list expansion prohibited
            case DISCARDED -> new Judgement.Drop("not by somebody who may post");
        };
        boolean narrow = posting.posters() == Posting.Posters.LISTED || posting.posters() == Posting.Posters.MODERATED && listed;
        if (narrow && !post.proven() && post.sender().map(Address::key).filter(matches(posting.listed()).or(post.list()::ownedBy)).isEmpty()) return new Judgement.Hold(Held.Why.FORGED);      // a name in From is anybody's
        if (bulk(post) && !listed && !passes) return new Judgement.Hold(Held.Why.BULK);
        if (!passes && member.filter(one -> !one.trusted() && one.posts() < posting.firstModerated()).isPresent()) return new Judgement.Hold(Held.Why.NEWCOMER);
        if (posting.attachments() != Posting.Attachments.ALLOWED && !passes && structure.leaves().stream().anyMatch(Checks::attachment)) {
            return posting.attachments() == Posting.Attachments.HELD ? new Judgement.Hold(Held.Why.ATTACHMENT) : new Judgement.Refuse("5.7.1", post.list().address() + " takes no attachments");
        }
        if (posting.posters() == Posting.Posters.MODERATED && !passes && !listed) return new Judgement.Hold(Held.Why.MODERATED);
        return new Judgement.Publish();
    }

    private static String words(Post post, Posting posting) {
        return posting.posters() == Posting.Posters.LISTED ? "Only some people may post to " + post.list().address() : "Only members may post to " + post.list().address();
    }

    /// It has been here before. Of Delivered-To the message's own fields count: the one that this delivery gets stands in front of it.
    static Optional<String> circle(Post post) {
        var list = post.list();
        boolean again = post.header().every("List-Id").stream().anyMatch(id -> id.toLowerCase(Locale.ROOT).contains("<" + list.listId().toLowerCase(Locale.ROOT) + ">"))
                || List.of("Delivered-To", "X-Loop", "X-BeenThere", "List-Post").stream().flatMap(name -> post.header().every(name).stream()).map(Checks::bare)
                .flatMap(text -> AddressList.read(text, 5).stream()).anyMatch(address -> own(post, address) || address.toString().equalsIgnoreCase(post.mail().delivery().original()));
        return again ? Optional.of("it goes in a circle: it has been through this list before") : Optional.empty();
    }

    private static String bare(String field) { return field.replace("mailto:", ""); }

    private static boolean own(Post post, Address address) {
        return address.domainKey().equals(post.list().address().domainKey()) && post.list().names().contains(address.local().toLowerCase(Locale.ROOT));
    }

    /// RFC 3834 §2: what a program answers is for nobody but whom it answers.
    private static Optional<String> machine(Post post) {
        if (post.mail().sender().isEmpty()) return Optional.of("it has no sender: a report");
        var automatic = post.header().first("Auto-Submitted").map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse("");
        if (automatic.startsWith("auto-replied") || automatic.startsWith("auto-notified")) return Optional.of("a program has answered");
        if (post.header().has("X-Autoreply") || post.header().has("X-Autorespond") || precedence(post).equals("auto_reply")) return Optional.of("a program has answered");
        if (post.header().first("Content-Type").map(ParameterField::read).filter(type -> type.is("multipart/report")).isPresent()) return Optional.of("a report");
        return post.author().filter(address -> address.local().equalsIgnoreCase("mailer-daemon")).map(_ -> "by a mailer");
    }

    private static boolean bulk(Post post) { return List.of("bulk", "list", "junk").contains(precedence(post)) || post.header().has("List-Id"); }

    private static String precedence(Post post) { return post.header().first("Precedence").map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse(""); }

    private static boolean attachment(Part part) {
        boolean readable = part.type().is("text/plain") || part.type().is("text/html");
        boolean seal = part.type().is("application/pgp-signature") || part.type().is("application/pkcs7-signature") || part.type().is("application/x-pkcs7-signature");
        return part.attached() || part.message() || !readable && !seal;
    }

    /// A few words that a list's program would understand, and nothing else.
    private static boolean command(Post post, Structure structure) throws IOException {
        var text = structure.plain();
        var lines = text.isEmpty() ? List.<String>of() : text.get().octets() > MOST_COMMAND * 4L ? null : text.get().text(octets(post), MOST_COMMAND * 4).lines().takeWhile(line -> !line.equals("-- ") && !line.equals("--"))
                .map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith(">")).limit(MOST_COMMAND_LINES + 1).toList();
        if (lines == null || lines.size() > MOST_COMMAND_LINES) return false;
        if (!lines.isEmpty()) return command(post, lines.getFirst());
        return structure.leaves().stream().noneMatch(Checks::attachment) && structure.html().isEmpty() && command(post, post.subject());
    }

    private static boolean command(Post post, String line) {
        boolean marked = line.startsWith("#");
        var words = List.of(line.substring(marked ? 1 : 0).strip().toLowerCase(Locale.ROOT).replaceAll("[.!]+$", "").split("\\s+", MOST_WORDS + 2));
        if (words.size() > MOST_WORDS) return false;
        if (marked) return MARKED.contains(words.getFirst());
        var rest = words.getFirst().equals("please") ? words.subList(1, words.size()) : words;
        return !rest.isEmpty() && BARE.contains(rest.getFirst()) && rest.stream().skip(1).allMatch(word -> BESIDE.contains(word) || word.contains("@") || post.list().names().contains(word));
    }

    /// Addresses, `*@domain` and `*.domain`, against keys.
    static Predicate<String> matches(List<String> patterns) {
        return key -> patterns.stream().map(pattern -> pattern.strip().toLowerCase(Locale.ROOT)).anyMatch(pattern -> {
            if (pattern.startsWith("*@")) return key.endsWith(pattern.substring(1));
            if (pattern.startsWith("*.")) return key.endsWith(pattern.substring(1)) || key.endsWith("@" + pattern.substring(2));
            return key.equals(Addresses.read(pattern).map(Address::key).orElse(pattern));
        });
    }
}
