package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.posthouse.list.Dressing;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListPages;
import org.posthouse.list.ListRole;
import org.posthouse.list.Posting;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.RawHeader;
import org.posthouse.mime.Address;
import org.posthouse.store.StoredBody;

/// Makes of a post what members get. Fields of a list are those of RFC 2919, RFC 2369 and RFC 5064; what unsubscribes stands in front of each copy.
@ApplicationScoped public class Dresser {
    /// Of whoever has written them, never for members: receipts would come from all of them at once, and a password of the list would be told.
    private static final Set<String> GONE = Set.of("return-path", "return-receipt-to", "return-receipt-requested", "disposition-notification-to", "disposition-notification-options", "x-confirm-reading-to", "x-pmrqc", "generate-delivery-report",
            "errors-to", "bcc", "resent-bcc", "approved", "approve", "x-approved", "precedence", "archived-at", "x-mail-count", "list-id", "list-post", "list-help", "list-subscribe", "list-unsubscribe", "list-unsubscribe-post", "list-owner", "list-archive");
    /// Without which a message would be none, or another's.
    private static final Set<String> KEPT = Set.of("from", "sender", "date", "message-id", "in-reply-to", "references", "received", "delivered-to", "mime-version", "subject", "resent-from", "resent-date", "resent-message-id", "dkim-signature", "x-mail-count", "x-beenthere");
    private static final Pattern ADDED = Pattern.compile("([!-9;-~]{1,76}):\\s*(.{0,900})");
    private static final int LINE = 76;

    @Inject ListPages pages;
    @Inject AuthorPolicy policy;
    @Inject Signatures signatures;

    /// A message ready to be stored.
    ///
    /// @param header    with the empty line that ends it
    /// @param rewritten From has the list's address
    record Article(byte[] header, StoredBody body, Framing framing, String content, boolean rewritten) {
        void write(OutputStream out) throws IOException {
            out.write(header);
            framing.write(body, content, out);
        }
    }

    /// A header section, and fields of it that went to a part of their own.
    private record Composed(byte[] header, String content) { }

    /// In a list that keeps signatures From gives way only where the author's would not hold on what members get: that a message says to be signed, anybody can write.
    Article dress(Post post, long number) throws IOException {
        var list = post.list();
        var dressing = list.plan().dressing();
        var body = post.mail().body();
        RawHeader raw;
        try (var in = body.open()) {
            raw = RawHeader.read(in.readNBytes(body.facts().headerSize()));
        }
        boolean sealed = dressing.keepSigned();
        var boundary = "=_" + UUID.nameUUIDFromBytes((list.id() + "/" + number + "/" + post.mail().load().record()).getBytes(StandardCharsets.US_ASCII)).toString().replace("-", "");
        var framing = sealed ? new Framing.Untouched() : Framing.of(body, post.header(), dressing.prologue(), dressing.epilogue(), boundary);
        boolean wanted = rewriting(post, dressing);
        if (!wanted || sealed) {
            var composed = composed(post, number, raw, framing, boundary, false);
            if (!wanted || signatures.hold(composed.header, body, post.author().orElseThrow())) return new Article(composed.header, body, framing, composed.content, false);
        }
        var composed = composed(post, number, raw, framing, boundary, true);
        return new Article(composed.header, body, framing, composed.content, true);
    }

    private Composed composed(Post post, long number, RawHeader raw, Framing framing, String boundary, boolean rewritten) {
        var list = post.list();
        var dressing = list.plan().dressing();
        boolean sealed = dressing.keepSigned();
        Predicate<String> covered = sealed && !rewritten ? Seals.of(post.header())::covers : _ -> false;       // without its From no signature holds (RFC 6376 §5.4)
        var header = new StringBuilder(trace(post.mail().load().prefix()));
        var content = new StringBuilder();
        header.append(own(list, number));
        var replies = replies(post, dressing, rewritten, covered.test("reply-to"));
        replies.forEach(header::append);
        added(list, dressing, covered).forEach(header::append);
        if (!sealed) header.append(new SubjectTag(list, number).field(raw.fields().stream().filter(field -> field.is("Subject")).map(RawHeader.Field::body).findFirst().orElse("")));
        if (rewritten) header.append(from(post));
        if (framing instanceof Framing.Wrapped) header.append("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"").append(boundary).append("\"\r\n").append(post.mail().body().facts().eightBit() ? "Content-Transfer-Encoding: 8bit\r\n" : "");
        var unwanted = unwanted(dressing).or(name -> name.equals("subject") && !sealed || name.equals("from") && rewritten || name.equals("reply-to") && !replies.isEmpty());
        for (var field : raw.fields()) {
            var name = field.name().toLowerCase(Locale.ROOT);
            if (covered.test(name)) header.append(field.text());
            else if (name.isEmpty() || unwanted.test(name)) continue;
            else if (framing instanceof Framing.Wrapped && name.startsWith("content-")) content.append(field.text());
            else if (!(framing instanceof Framing.Wrapped && name.equals("mime-version"))) header.append(field.text());
        }
        if (!header.toString().endsWith("\r\n")) header.append("\r\n");
        return new Composed(header.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), content.toString());
    }

    /// What the house put in front of the post, but for what is each copy's own: when the post is a copy of another list, its member there is this list, and nobody else is to leave for it.
    private static String trace(byte[] prefix) {
        return RawHeader.read(prefix).fields().stream().filter(field -> !GONE.contains(field.name().toLowerCase(Locale.ROOT))).map(RawHeader.Field::text).collect(Collectors.joining());
    }

    private boolean rewriting(Post post, Dressing dressing) {
        return post.author().isPresent() && switch (dressing.fromRewriting()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case WHEN_NEEDED -> policy.strict(post.author().get(), post.list().address());
        };
    }

    private String own(ListEntry list, long number) {
        var plan = list.plan();
        var title = plan.title().isBlank() ? list.name() : plan.title();
        var fields = new ArrayList<String>();
        fields.add(line("List-Id", EncodedWords.phrase(title), "<" + list.listId() + ">"));                          // RFC 2919 §3
        fields.add(plan.posting().posters() == Posting.Posters.LISTED ? "List-Post: NO\r\n" : line("List-Post", mail(list.address(), "")));      // RFC 2369 §3.4
        fields.add(line("List-Help", mail(list.of(ListRole.REQUEST), "?subject=help"), "<" + pages.of(list, "info") + ">", true));
        fields.add(line("List-Subscribe", mail(list.of(ListRole.SUBSCRIBE), ""), "<" + pages.of(list, "info") + ">", true));
        fields.add(line("List-Owner", mail(list.of(ListRole.OWNER), "")));
        if (plan.archiving().kept()) {
            fields.add(line("List-Archive", "<" + pages.of(list, "") + ">"));
            fields.add(line("Archived-At", "<" + pages.of(list, Long.toString(number)) + ">"));                       // RFC 5064 §2.1
        }
        if (plan.dressing().precedence() != Dressing.Precedence.NONE) fields.add("Precedence: " + plan.dressing().precedence().name().toLowerCase(Locale.ROOT) + "\r\n");
        fields.add(octets("X-BeenThere: " + list.address() + "\r\n"));    // what lists on the way take out of List-Id stays here: see Checks.circle
        var digits = Long.toString(number);
        fields.add("X-Mail-Count: " + "0".repeat(Math.max(0, plan.dressing().digits() - digits.length())) + digits + "\r\n");
        return String.join("", fields);
    }

    private static String mail(Address address, String rest) { return "<mailto:" + address + rest + ">"; }

    private static String line(String name, String value) { return octets(name + ":" + (name.length() + value.length() + 2 > LINE ? "\r\n " : " ") + value + "\r\n"); }

    private static String line(String name, String one, String two) { return line(name, one, two, false); }

    private static String line(String name, String one, String two, boolean comma) {
        return octets(name + ": " + one + (comma ? "," : "") + (name.length() + one.length() + two.length() + 4 > LINE ? "\r\n " : " ") + two + "\r\n");
    }

    /// Addresses may have any letters (RFC 6532): one char an octet here.
    private static String octets(String text) { return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1); }

    /// Where answers go. An author whose address gave way to the list's can always be answered.
    private static List<String> replies(Post post, Dressing dressing, boolean rewritten, boolean covered) {
        if (covered) return List.of();
        var author = post.author().map(address -> (post.name().isBlank() ? "" : EncodedWords.phrase(post.name()) + " ") + "<" + address + ">").orElse("");
        var theirs = post.header().has("Reply-To");
        var to = new ArrayList<String>();
        switch (dressing.replyTo()) {
            case UNTOUCHED -> { }
            case LIST -> to.add(post.list().address().toString());
            case POSTER -> to.add(author);
            case FIXED -> to.add(dressing.replyAddress().replaceAll("[\\p{Cntrl}<>]", ""));
        }
        if (rewritten && !to.contains(author) && !(to.isEmpty() && theirs)) to.add(author);
        to.removeIf(String::isBlank);
        return to.isEmpty() ? List.of() : List.of(octets("Reply-To: " + String.join(",\r\n ", to) + "\r\n"));
    }

    private static String from(Post post) {
        var author = post.author().orElseThrow();
        var title = post.list().plan().title().isBlank() ? post.list().name() : post.list().plan().title();
        var name = (post.name().isBlank() ? author.local() : post.name()) + " via " + title;
        return octets("From: " + EncodedWords.phrase(name) + "\r\n <" + post.list().address() + ">\r\nX-Original-From: <" + author + ">\r\n");
    }

    /// Nothing that an owner writes begins a second field: what is no whole field is left out.
    private static List<String> added(ListEntry list, Dressing dressing, Predicate<String> covered) {
        var fields = new ArrayList<String>();
        for (var text : dressing.fieldsAdded()) {
            var field = ADDED.matcher(text.strip());
            if (!field.matches() || field.group(2).codePoints().anyMatch(Character::isISOControl)) continue;
            var name = field.group(1).toLowerCase(Locale.ROOT);
            if (KEPT.contains(name) || GONE.contains(name) || name.startsWith("content-") || covered.test(name)) continue;
            fields.add(field.group(1) + ": " + (field.group(2).matches("[ -~]*") ? field.group(2) : EncodedWords.text(field.group(2))) + "\r\n");
        }
        return fields;
    }

    private static Predicate<String> unwanted(Dressing dressing) {
        var patterns = dressing.fieldsRemoved().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> !name.isEmpty()).toList();
        Predicate<String> chosen = name -> !KEPT.contains(name) && !name.startsWith("content-")
                && patterns.stream().anyMatch(pattern -> pattern.endsWith("*") ? name.startsWith(pattern.substring(0, pattern.length() - 1)) : name.equals(pattern));
        return chosen.or(GONE::contains);
    }
}
