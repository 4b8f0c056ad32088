package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.list.Sight;
import org.posthouse.list.Standing;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.ArticleFacts;
import org.posthouse.list.archive.ArticleText;
import org.posthouse.list.archive.Shelf;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;
import org.posthouse.web.archive.ArchivePages.Line;
import org.posthouse.web.ui.ListVisit;

/// One article: its text, its HTML in a frame, its attachments.
@ApplicationScoped public class ArticlePage {
    private static final System.Logger LOG = System.getLogger(ArticlePage.class.getName());
    private static final String FRAME = "default-src 'none'; img-src 'self'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    private static final String PAGE = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String FILE = "default-src 'none'; sandbox; frame-ancestors 'none'";
    /// What browsers show without reading it as anything else.
    private static final Set<String> RASTER = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final int AROUND = 100;
    private static final int MOST_FILES = 100;
    private static final int MOST_TEXTS = 20;

    @Inject Shelf shelf;
    @Inject PictureSeals seals;

    /// @param picture shown on the page too
    public record Attachment(String name, String type, String size, String path, boolean picture) { }

    /// @param frame   path of the HTML part, empty when there is none
    /// @param framed  it is shown instead of the text
    /// @param readable false when the store has the message no longer
    /// @param reply    link that writes to the list, empty for strangers
    public record View(Head head, Article article, String author, String address, List<Blocks.Block> blocks, String frame, boolean framed, boolean readable, boolean cut, List<Attachment> attachments,
                       Shelf.Neighbours list, Shelf.Neighbours thread, List<Line> tree, String reply) { }

    boolean isSealed(ListVisit visit, long number, String section) {
        var seal = visit.text("seal");
        return !seal.isEmpty() && seals.genuine(visit.list().id(), number, section, seal);
    }

    void show(ListVisit visit, ArchivePages pages, long number, String what) throws IOException {
        var article = visit.reading(() -> shelf.find(visit.list().id(), number));
        if (article.isEmpty()) {
            visit.refuse(404);
            return;
        }
        try (var open = shelf.open(article.get()).orElse(null)) {
            var structure = open == null ? Optional.<Structure>empty() : Optional.of(Structure.read(open.octets()));
            if (what.isEmpty()) page(visit, pages, article.get(), Optional.ofNullable(open), structure);
            else if (structure.isEmpty()) visit.refuse(404);
            else if (what.equals("html")) frame(visit, article.get(), open, structure.get());
            else part(visit, number, open, structure.get().part(what.substring(5)));
        } catch (IOException unreadable) {
            if (visit.response().isCommitted()) throw unreadable;
            LOG.log(Level.WARNING, "event=article-unreadable list={0} number={1} why={2}", Long.toString(article.get().list()), Long.toString(number), String.valueOf(unreadable.getMessage()));
            if (what.isEmpty()) page(visit, pages, article.get(), Optional.empty(), Optional.empty());
            else visit.refuse(404);
        }
    }

    private void page(ListVisit visit, ArchivePages pages, Article article, Optional<Shelf.OpenArticle> open, Optional<Structure> structure) throws IOException {
        var head = pages.head(visit, "", "");
        var html = structure.flatMap(Structure::html);
        boolean plain = structure.flatMap(Structure::plain).isPresent();
        var blocks = new ArrayList<Blocks.Block>();
        boolean cut = structure.map(Structure::cut).orElse(false);
        if (structure.isPresent()) {
            int most = cut ? ArticleText.MOST_OF_ODD : ArticleText.MOST_SHOWN;
            for (var part : structure.get().leaves().stream().filter(ArticlePage::reads).limit(MOST_TEXTS).toList()) {
                blocks.addAll(Blocks.of(ArticleText.shown(part, open.orElseThrow().octets(), most), head.masking()));
                cut |= part.octets() > most;
            }
        }
        boolean framed = html.isPresent() && (!plain || visit.text("view").equals("html"));
        visit.response().setHeader("Content-Security-Policy", PAGE);
        var inList = visit.reading(() -> shelf.inList(article));
        var inThread = visit.reading(() -> shelf.inThread(article));
        var tree = ArchivePages.tree(head, visit.reading(() -> around(article)), article.number());
        visit.show("archive/article.jte", new View(head, article, head.author(article), head.masking().of(article.author()), blocks, html.isPresent() ? head.root() + article.number() + "/html" : "", framed, structure.isPresent(), cut,
                structure.map(whole -> attachments(visit, head, article, whole)).orElse(List.of()), inList, inThread, tree.size() > 1 ? tree : List.of(), visit.standing() == Standing.STRANGER ? "" : reply(visit, article, structure)));
    }

    /// Its thread; of a long one the beginning, or what follows this article.
    private List<Article> around(Article article) {
        var first = shelf.ofThread(article.list(), article.thread(), 0, AROUND);
        return first.isEmpty() || first.getLast().number() >= article.number() ? first : shelf.ofThread(article.list(), article.thread(), article.number() - 1, AROUND);
    }

    private static boolean reads(Part part) { return part.type().is("text/plain") && !part.attached() && part.fileName().isEmpty(); }

    private static String reply(ListVisit visit, Article article, Optional<Structure> structure) {
        var subject = article.subject().matches("(?i)re:.*") ? article.subject() : "Re: " + article.subject();
        var id = structure.flatMap(whole -> whole.header().first("Message-ID")).orElse("");
        return "mailto:" + visit.list().address() + "?subject=" + encoded(subject) + (id.isEmpty() ? "" : "&In-Reply-To=" + encoded(id));      // RFC 6068 §2
    }

    private static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }

    private List<Attachment> attachments(ListVisit visit, Head head, Article article, Structure structure) {
        return structure.leaves().stream().filter(part -> given(part, head.masking())).filter(ArticleFacts::extra).limit(MOST_FILES).map(part -> {
            var name = part.fileName().orElseGet(() -> part.message() || part.type().is("message/") ? "message.eml" : visit.texts().get("archive", "unnamed"));
            boolean picture = RASTER.contains(part.type().value());
            return new Attachment(head.masking().of(name), part.type().value(), visit.texts().size(size(part)), head.root() + article.number() + "/part/" + part.section(), picture);
        }).toList();
    }

    /// Whoever may not see addresses gets nothing as it stands there that is full of them.
    private static boolean given(Part part, Masking masking) { return !masking.on() || ArticleFacts.extra(part) && !part.type().is("text/") && !part.type().is("message/"); }

    private static long size(Part part) { return part.encoding().equals("base64") ? part.octets() * 3 / 4 : part.octets(); }

    private void frame(ListVisit visit, Article article, Shelf.OpenArticle open, Structure structure) throws IOException {
        var part = structure.html();
        if (part.isEmpty()) {
            visit.refuse(404);
            return;
        }
        var pictures = new HashMap<String, Part>();
        structure.leaves().stream().filter(one -> RASTER.contains(one.type().value())).limit(SafeHtml.MOST_PICTURES).forEach(one -> pictures.putIfAbsent(one.id(), one));
        var page = SafeHtml.page(part.get().text(open.octets(), ArticleText.MOST_SHOWN), visit.texts().language().bcp47(), ArchivePages.masking(visit), id -> Optional.ofNullable(pictures.get(id))
                .map(one -> visit.path(article.number() + "/part/" + one.section()) + "?seal=" + seals.of(article.list(), article.number(), one.section())));
        var response = visit.response();
        response.setHeader("Content-Security-Policy", FRAME);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setContentType("text/html; charset=UTF-8");
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    private void part(ListVisit visit, long number, Shelf.OpenArticle open, Optional<Part> found) throws IOException {
        var part = found.filter(one -> !one.multipart() && given(one, ArchivePages.masking(visit))).orElse(null);
        if (part == null) {
            visit.refuse(404);
            return;
        }
        var type = part.type().value();
        boolean picture = RASTER.contains(type) && !part.attached() || RASTER.contains(type) && !visit.text("seal").isEmpty();
        var name = part.fileName().orElse(part.type().is("message/") ? "message.eml" : "part-" + part.section());
        var response = visit.response();
        response.setHeader("Content-Security-Policy", FILE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        var archiving = visit.list().plan().archiving();
        if (archiving.kept() && archiving.seen() == Sight.EVERYBODY || isSealed(visit, number, part.section())) response.setHeader("Cache-Control", "private, max-age=86400");
        response.setContentType(RASTER.contains(type) ? type : "application/octet-stream");
        response.setHeader("Content-Disposition", (picture ? "inline" : "attachment") + "; filename=\"" + name.replaceAll("[^A-Za-z0-9._ -]", "_") + "\"; filename*=UTF-8''" + encoded(name).replace("*", "%2A"));      // RFC 6266 §5
        if (visit.request().getMethod().equals("HEAD")) return;
        try (var content = part.content(open.octets())) {
            content.transferTo(response.getOutputStream());
        }
    }

}
