package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.ArticleText;
import org.posthouse.list.archive.Mbox;
import org.posthouse.list.archive.Shelf;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.Structure;
import org.posthouse.mime.MailDate;
import org.posthouse.web.ui.ListVisit;

/// A month as one file (RFC 4155). Who may not see addresses gets the text of each article behind a header made anew.
@ApplicationScoped public class MboxDownload {
    private static final int STEP = 100;

    @Inject Shelf shelf;

    void send(ListVisit visit, YearMonth month, Masking masking) throws IOException {
        long list = visit.list().id();
        var first = visit.reading(() -> shelf.from(list, Optional.of(month), 0, STEP));
        if (first.isEmpty()) {
            visit.refuse(404);
            return;
        }
        var response = visit.response();
        response.setContentType("application/mbox");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + visit.list().name().replaceAll("[^a-z0-9._-]", "_") + "-" + month + ".mbox\"");
        if (visit.request().getMethod().equals("HEAD")) return;
        try (var out = new BufferedOutputStream(response.getOutputStream(), 64 << 10)) {
            for (var some = first; !some.isEmpty(); ) {
                for (var article : some) write(out, article, masking);
                long after = some.getLast().number();
                some = visit.reading(() -> shelf.from(list, Optional.of(month), after, STEP));
            }
        }
    }

    private void write(OutputStream out, Article article, Masking masking) throws IOException {
        try (var open = shelf.open(article).orElse(null)) {
            if (open == null) return;
            Mbox.separator(out, masking.of(article.author().isEmpty() ? "unknown" : article.author()), article.posted());
            if (!masking.on()) Mbox.message(out, open.octets().open());
            else Mbox.message(out, new java.io.ByteArrayInputStream(masked(article, Structure.read(open.octets()), open, masking).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String masked(Article article, Structure structure, Shelf.OpenArticle open, Masking masking) throws IOException {
        var id = structure.header().first("Message-ID").map(String::strip).filter(text -> text.matches("<[!-~]{1,900}>")).orElse("");
        var author = masking.of(article.authorName());
        return "From: " + (author.isBlank() ? "" : EncodedWords.phrase(author) + " ") + "<" + article.author().replaceAll("@.*", "@hidden.invalid").replaceAll("[^!-~]", "_") + ">\r\nDate: " + MailDate.format(article.posted().atZone(ZoneOffset.UTC)) + "\r\nSubject: " + EncodedWords.text(masking.of(article.subject()))
                + "\r\n" + (id.isEmpty() ? "" : "Message-ID: " + id + "\r\n") + "X-Mail-Count: " + article.number() + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + masking.of(ArticleText.searched(structure, open.octets())).replace("\n", "\r\n") + "\r\n";
    }
}
