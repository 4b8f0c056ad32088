package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.list.Letters;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.Shelf;
import org.posthouse.message.EncodedWords;
import org.posthouse.mime.Address;
import org.posthouse.mime.MailDate;
import org.posthouse.mime.Path;
import org.posthouse.setting.HostName;

/// Articles sent to somebody who asked for them: one as it is (RFC 2046 §5.2.1), several as a digest (RFC 2046 §5.1.5), in several mails when they are much.
@ApplicationScoped public class Parcels {
    static final int MOST_OCTETS = 2 << 20;
    /// An article beyond it stays on the web.
    static final int MOST_OF_ONE = 10 << 20;
    static final int MOST_IN_ALL = 20 << 20;
    private static final System.Logger LOG = System.getLogger(Parcels.class.getName());

    @Inject Shelf shelf;
    @Inject UnitOfWork work;
    @Inject HouseMail mail;
    @Inject HostName hostName;
    @Inject Clock clock;

    private record Copy(Article article, byte[] octets) { }

    /// Never throws: the answer that announced them is on its way.
    ///
    /// @param cause the same for the same request
    void send(ListEntry list, Address to, List<Article> articles, String cause) {
        try {
            var parts = parts(articles);
            for (int part = 0; part < parts.size(); part++) send(list, to, parts.get(part), part + 1, parts.size(), cause + "/" + part);
        } catch (IOException | RuntimeException failed) {
            LOG.log(Level.ERROR, "event=list-get-failed list=" + list.address(), failed);
        }
    }

    /// Whether there is room for an article when others of this size go already: for those who announce what goes.
    static boolean room(long others, Article article) { return article.octets() <= MOST_OF_ONE && others + article.octets() <= MOST_IN_ALL; }

    private List<List<Copy>> parts(List<Article> articles) throws IOException {
        var parts = new ArrayList<List<Copy>>();
        long all = 0;
        long here = MOST_OCTETS;
        for (var article : articles) {
            if (!room(all, article)) continue;
            var octets = octets(article);
            if (octets.isEmpty()) continue;
            if (here + octets.get().length > MOST_OCTETS) {
                parts.add(new ArrayList<>());
                here = 0;
            }
            parts.getLast().add(new Copy(article, octets.get()));
            here += octets.get().length;
            all += article.octets();
        }
        return parts;
    }

    /// As members got it.
    Optional<byte[]> octets(Article article) throws IOException {
        var open = work.call(() -> {
            try {
                return shelf.open(article);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        if (open.isEmpty()) return Optional.empty();
        try (var found = open.get(); var in = found.octets().open()) {
            return Optional.of(in.readNBytes(MOST_OF_ONE));
        }
    }

    private void send(ListEntry list, Address to, List<Copy> copies, int part, int parts, String cause) {
        var id = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8));
        var numbers = copies.stream().map(copy -> Long.toString(copy.article.number())).collect(Collectors.joining(","));
        var subject = list.name() + ": " + (numbers.length() > 60 ? numbers.substring(0, 60) + "…" : numbers) + (parts > 1 ? " (" + part + "/" + parts + ")" : "");
        boolean eightBit = copies.stream().anyMatch(copy -> eightBit(copy.octets));
        var boundary = "=_" + id.toString().replace("-", "");
        var octets = new ByteArrayOutputStream();
        put(octets, "From: " + EncodedWords.phrase(list.plan().title().isBlank() ? list.name() : list.plan().title()) + " <" + list.of(ListRole.REQUEST) + ">\r\nTo: <" + to + ">\r\nSubject: " + EncodedWords.text(subject)
                + "\r\nDate: " + MailDate.format(clock.instant().atZone(clock.getZone())) + "\r\nMessage-ID: <" + id + "@" + hostName.now() + ">\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
                + (copies.size() == 1 ? "Content-Type: message/rfc822\r\n" : "Content-Type: multipart/digest; boundary=\"" + boundary + "\"\r\n") + (eightBit ? "Content-Transfer-Encoding: 8bit\r\n" : "") + "\r\n");
        for (var copy : copies) {
            if (copies.size() > 1) put(octets, "--" + boundary + "\r\n" + (eightBit(copy.octets) ? "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n" : "") + "\r\n");
            octets.writeBytes(copy.octets);
            put(octets, "\r\n");
        }
        if (copies.size() > 1) put(octets, "--" + boundary + "--\r\n");
        var plain = Letters.sender(to);
        var sender = new Sender(Path.NULL, 0, eightBit ? Sender.Body.EIGHT_BIT : plain.body(), plain.utf8(), Sender.Ret.UNSAID, "", "");
        mail.send(cause, sender, List.of(Recipient.of(Path.to(to))), octets.toByteArray());
    }

    private static void put(ByteArrayOutputStream out, String text) { out.writeBytes(text.getBytes(StandardCharsets.UTF_8)); }

    private static boolean eightBit(byte[] octets) {
        for (byte b : octets) if (b < 0) return true;
        return false;
    }
}
