package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.posthouse.list.ListPages;
import org.posthouse.list.archive.ArchiveIndex;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.ArticleText;
import org.posthouse.list.archive.Shelf;
import org.posthouse.message.Structure;
import org.posthouse.web.ui.ListVisit;

/// The newest posts for programs that read news (RFC 4287).
@ApplicationScoped public class Feed {
    private static final int ENTRIES = 30;
    private static final int MOST_TEXT = 2_000;

    @Inject Shelf shelf;
    @Inject ArchiveIndex index;
    @Inject ListPages pages;

    void send(ListVisit visit, Masking masking) throws IOException {
        var newest = visit.reading(() -> shelf.byDate(visit.list().id(), 0, 0, ENTRIES)).rows();
        var response = visit.response();
        var mark = "W/\"" + visit.list().id() + "-" + (newest.isEmpty() ? 0 : newest.getFirst().number()) + "-" + newest.size() + (masking.on() ? "-m" : "") + "\"";
        response.setHeader("ETag", mark);
        if (visit.subject().isEmpty()) response.setHeader("Cache-Control", "max-age=300");
        if (mark.equals(visit.request().getHeader("If-None-Match"))) {         // RFC 9110 §13.1.2
            response.setStatus(304);
            return;
        }
        var title = visit.list().plan().title().isBlank() ? visit.list().name() : visit.list().plan().title();
        var root = pages.of(visit.list(), "");
        var feed = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>" + xml(root) + "</id>\n<title>" + xml(title) + "</title>\n<link rel=\"self\" href=\"" + xml(root)
                + "feed.atom\"/>\n<link href=\"" + xml(root) + "\"/>\n<updated>" + time(newest.isEmpty() ? Instant.EPOCH : newest.getFirst().posted()) + "</updated>\n");
        var known = index.texts(visit.list().id(), newest.stream().map(Article::number).toList());
        for (var article : newest) entry(feed, root, article, masking, known.containsKey(article.number()) ? known.get(article.number()) : text(article));
        response.setContentType("application/atom+xml; charset=UTF-8");
        response.getOutputStream().write(feed.append("</feed>\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private void entry(StringBuilder feed, String root, Article article, Masking masking, String text) {
        var author = article.authorName().isBlank() ? article.author() : article.authorName();
        feed.append("<entry>\n<id>").append(xml(root)).append(article.number()).append("</id>\n<title>").append(xml(masking.of(article.subject()))).append("</title>\n<link href=\"").append(xml(root)).append(article.number())
                .append("\"/>\n<updated>").append(time(article.posted())).append("</updated>\n<author><name>").append(xml(masking.of(author.isEmpty() ? "?" : author))).append("</name></author>\n<content type=\"text\">").append(xml(shortened(masking.of(text))))
                .append("</content>\n</entry>\n");
    }

    private static String shortened(String text) { return text.length() <= MOST_TEXT ? text : ArticleText.cut(text, MOST_TEXT) + " …"; }

    /// Of one that the index has not yet.
    private String text(Article article) {
        try (var open = shelf.open(article).orElse(null)) {
            return open == null ? "" : ArticleText.searched(Structure.read(open.octets()), open.octets());
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String time(Instant when) { return when.truncatedTo(ChronoUnit.SECONDS).toString(); }

    /// Escaped, and without what XML 1.0 §2.2 has no place for.
    static String xml(String text) {
        return text.replaceAll("[^\\t\\n\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
