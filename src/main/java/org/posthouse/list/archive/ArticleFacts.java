package org.posthouse.list.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.posthouse.list.ListEntry;
import org.posthouse.message.AddressList;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;
import org.posthouse.mime.Address;
import org.posthouse.mime.MailDate;

/// What an archive notes of a post: read from its octets outside of any transaction.
///
/// @param posted     when, for the order by date
/// @param author     address, empty when there is none
/// @param messageId  without brackets, empty when it has none
/// @param references ids of what it answers, the nearest first
/// @param octets     of the whole article
public record ArticleFacts(Instant posted, String authorName, String author, String subject, String messageId, List<String> references, long octets, int attachments) {
    private static final int MOST_REFERENCES = 12;
    private static final int MOST_SUBJECT = 300;
    private static final int MOST_NAME = 200;
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,900})>");
    private static final Pattern ANSWER = Pattern.compile("^(?:\\s*(?:re|aw|sv|antw|vs|fwd?|回复|答复|转发|返信)(?:\\[\\d+\\]|\\^\\d+)?\\s*[:：]\\s*)+", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    public ArticleFacts { references = List.copyOf(references); }

    /// @param article with everything in front of it that members get
    /// @param arrival when the house took it, which is when it was posted
    public static ArticleFacts read(ListEntry list, MessageOctets article, Instant arrival) throws IOException { return of(list, Structure.read(article), arrival); }

    public static ArticleFacts of(ListEntry list, Structure article, Instant posted) {
        var header = article.header();
        var from = header.first("From").orElse("");
        return new ArticleFacts(posted, ArticleText.cut(name(from), MOST_NAME), AddressList.read(from, 1).stream().findFirst().map(Address::toString).filter(address -> address.length() <= 320).orElse(""),
                ArticleText.cut(untagged(list, header.first("Subject").map(EncodedWords::read).orElse("")), MOST_SUBJECT), id(header), references(header), article.octets(),
                (int) article.leaves().stream().filter(ArticleFacts::extra).count());
    }

    /// The same by somebody else: where the list's own address had to take the author's place.
    public ArticleFacts by(String name, Address address) { return new ArticleFacts(posted, ArticleText.cut(name, MOST_NAME), address.toString(), subject, messageId, references, octets, attachments); }

    /// Something to download, not to read.
    public static boolean extra(Part part) {
        if (part.type().is("application/pgp-signature") || part.type().is("application/pkcs7-signature") || part.type().is("application/x-pkcs7-signature")) return false;
        return part.attached() || part.fileName().isPresent() || !part.type().is("text/plain") && !part.type().is("text/html");
    }

    /// When its author says that it was written, if that can be; else when it came.
    public static Instant written(HeaderFields header, Instant came) {
        return header.first("Date").flatMap(MailDate::parse).map(java.time.ZonedDateTime::toInstant)
                .filter(date -> date.isAfter(Instant.parse("1975-01-01T00:00:00Z")) && date.isBefore(came.plus(Duration.ofDays(2)))).orElse(came);
    }

    private static String id(HeaderFields header) {
        var match = ID.matcher(header.first("Message-ID").orElse(""));
        return match.find() ? match.group(1) : "";
    }

    private static List<String> references(HeaderFields header) {
        var ids = new LinkedHashSet<String>();
        var match = ID.matcher(header.first("References").orElse(""));
        while (match.find()) ids.addFirst(match.group(1));                     // RFC 5322 §3.6.4: the last is what is answered
        var reply = ID.matcher(header.first("In-Reply-To").orElse(""));
        if (reply.find()) ids.addFirst(reply.group(1));
        return ids.stream().limit(MOST_REFERENCES).toList();
    }

    private static String name(String from) {
        int angle = from.indexOf('<');
        var before = angle < 0 ? "" : from.substring(0, angle).strip();
        if (before.isEmpty()) {                                                // jane@podunk.test (Jane Doe), as it was written before RFC 822 was old
            int open = from.indexOf('(');
            int close = from.lastIndexOf(')');
            before = open >= 0 && close > open ? from.substring(open + 1, close) : "";
        }
        var quoted = before.length() > 1 && before.startsWith("\"") && before.endsWith("\"") ? before.substring(1, before.length() - 1).replaceAll("\\\\(.)", "$1") : before;
        return EncodedWords.read(quoted);
    }

    /// A subject without what the list put there, once or many times.
    static String untagged(ListEntry list, String subject) {
        var tag = list.plan().dressing().subjectTag().strip();
        if (tag.isEmpty()) return subject.strip();
        var pattern = Arrays.stream(tag.split("(?=%[MS])|(?<=%[MS])")).map(piece -> piece.equals("%M") ? Pattern.quote(list.name()) : piece.equals("%S") ? "\\d{1,10}+" : Pattern.quote(piece)).reduce("", String::concat);
        return Pattern.compile("\\s*" + pattern + "\\s*", Pattern.CASE_INSENSITIVE).matcher(subject).replaceAll(" ").strip();
    }

    boolean answers() { return ANSWER.matcher(subject).find(); }

    /// Of subjects that mean the same thread.
    long subjectKey() {
        var bare = ANSWER.matcher(subject).replaceFirst("").strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return bare.isEmpty() ? 0 : java.nio.ByteBuffer.wrap(digest(bare)).getLong();
    }

    /// A subject as the title of a thread.
    String bareSubject() { return ANSWER.matcher(subject).replaceFirst("").strip(); }

    static byte[] key(String messageId) { return Arrays.copyOf(digest(messageId), 16); }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
