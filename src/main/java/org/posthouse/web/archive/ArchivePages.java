package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.posthouse.list.Sight;
import org.posthouse.list.archive.Archive;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.Author;
import org.posthouse.list.archive.Discussion;
import org.posthouse.list.archive.Shelf;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.Pager;
import org.posthouse.web.ui.Visit;

/// Everything behind a list's address that no other page takes: its archive.
@ApplicationScoped public class ArchivePages implements ListPage {
    private static final System.Logger LOG = System.getLogger(ArchivePages.class.getName());
    private static final int SIZE = 50;
    private static final int FRONT = 20;
    private static final int THREAD = 500;
    private static final int DEEPEST = 8;
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})(\\.mbox)?/?");
    private static final Pattern ARTICLE = Pattern.compile("(\\d{1,15})(?:/(html|part/[0-9.]{1,120}))?/?");
    private static final Pattern REMOVAL = Pattern.compile("(\\d{1,15})/remove");
    private static final Pattern THREAD_OF = Pattern.compile("thread/(\\d{1,15})/?");
    private static final Pattern AUTHOR = Pattern.compile("author/(\\d{1,18})/?");
    /// As Mailman 2 laid its pages.
    private static final Pattern PIPERMAIL = Pattern.compile("(\\d{4})-([A-Z][a-z]{2,8})(?:/(?:(\\d{6}\\.html)|thread\\.html|date\\.html|author\\.html|subject\\.html|)|\\.txt(?:\\.gz)?|/?)");

    @Inject Shelf shelf;
    @Inject Archive archive;
    @Inject ArticlePage articles;
    @Inject SearchPage searches;
    @Inject Feed feed;
    @Inject MboxDownload mboxes;

    @Override public Set<String> words() { return Set.of(""); }

    @Override public void get(ListVisit visit) throws IOException {
        var archiving = visit.list().plan().archiving();
        var rest = visit.rest();
        var piece = ARTICLE.matcher(rest);
        boolean picture = piece.matches() && piece.group(2) != null && piece.group(2).startsWith("part/") && articles.isSealed(visit, Long.parseLong(piece.group(1)), piece.group(2).substring(5));
        if (!(archiving.kept() ? archiving.seen().to(visit.standing()) : visit.owner()) && !picture) {      // what was kept before is its owners' once nothing is kept
            visit.closed();
            return;
        }
        visit.response().setHeader("X-Robots-Tag", archiving.robots() && archiving.seen() == Sight.EVERYBODY ? "all" : "noindex, nofollow");
        if (visit.subject().isEmpty()) visit.response().setHeader("Vary", "Cookie, Accept-Language");
        switch (rest) {
            case "" -> front(visit);
            case "threads" -> threads(visit);
            case "date" -> byDate(visit, "date", Optional.empty());
            case "authors" -> authors(visit);
            case "search" -> searches.show(visit, head(visit, "", visit.text("q")));
            case "feed.atom" -> feed.send(visit, masking(visit));
            default -> other(visit, rest);
        }
    }

    /// Takes an article out, for its list's owners.
    @Override public void post(ListVisit visit) throws IOException {
        var match = REMOVAL.matcher(visit.rest());
        if (!match.matches()) visit.refuse(405);
        else if (!visit.owner()) visit.closed();
        else if (!Visit.genuine(visit.request())) visit.show(403, "layout/refusal.jte", 4031);
        else {
            long number = Long.parseLong(match.group(1));
            if (!visit.reading(() -> archive.remove(visit.list().id(), number))) {
                visit.refuse(404);
                return;
            }
            LOG.log(System.Logger.Level.INFO, "event=article-removed list={0} number={1} by={2}", visit.list().address(), Long.toString(number), Long.toString(visit.subject().orElseThrow().account()));
            visit.redirect(visit.path(""));
        }
    }

    private void other(ListVisit visit, String rest) throws IOException {
        if (rest.startsWith("message/")) {
            byMessageId(visit, rest.substring(8));
            return;
        }
        var month = MONTH.matcher(rest);
        var article = ARTICLE.matcher(rest);
        var thread = THREAD_OF.matcher(rest);
        var author = AUTHOR.matcher(rest);
        var old = PIPERMAIL.matcher(rest);
        if (month.matches()) ofMonth(visit, month.group(1), month.group(2), month.group(3) != null);
        else if (article.matches()) articles.show(visit, this, Long.parseLong(article.group(1)), article.group(2) == null ? "" : article.group(2));
        else if (thread.matches()) thread(visit, Long.parseLong(thread.group(1)));
        else if (author.matches()) author(visit, Long.parseLong(author.group(1)));
        else if (old.matches()) moved(visit, old.group(1), old.group(2), old.group(3));
        else visit.refuse(404);
    }

    static Masking masking(ListVisit visit) { return new Masking(visit.list().plan().archiving().masked() && visit.standing() == org.posthouse.list.Standing.STRANGER); }

    Head head(ListVisit visit, String here, String query) {
        return new Head(visit.list(), visit.path(""), here, query, visit.owner(), masking(visit), visit.reading(() -> shelf.months(visit.list().id())));
    }

    /// A line of a table of articles.
    ///
    /// @param depth in its thread, from 0
    public record Line(String path, String subject, String author, Instant when, int attachments, long number, int depth, boolean here) { }

    /// A line of a table of threads.
    public record Talk(String path, String subject, int articles, Instant last) { }

    /// Links to what comes before and after in a table, empty where nothing does.
    public record Steps(String earlier, String later) {
        static Steps of(String path, Shelf.Stretch<?> stretch) { return new Steps(stretch.earlier() == 0 ? "" : path + "?before=" + stretch.earlier(), stretch.later() == 0 ? "" : path + "?after=" + stretch.later()); }
    }

    public record Front(Head head, List<Talk> talks, long articles) { }

    public record Talks(Head head, List<Talk> talks, Steps steps) { }

    public record Articles(Head head, String title, List<Line> lines, Steps steps, String mbox) { }

    public record Authors(Head head, List<Author> authors, Pager pager) { }

    private void front(ListVisit visit) throws IOException {
        var head = head(visit, "front", "");
        var talks = visit.reading(() -> shelf.threads(visit.list().id(), 0, 0, FRONT));
        visit.show("archive/front.jte", new Front(head, talks(head, talks.rows()), head.months().stream().mapToLong(Shelf.Month::articles).sum()));
    }

    private void threads(ListVisit visit) throws IOException {
        var head = head(visit, "threads", "");
        var talks = visit.reading(() -> shelf.threads(visit.list().id(), key(visit, "before"), key(visit, "after"), SIZE));
        visit.show("archive/threads.jte", new Talks(head, talks(head, talks.rows()), Steps.of(visit.path("threads"), talks)));
    }

    private static List<Talk> talks(Head head, List<Discussion> found) {
        return found.stream().map(talk -> new Talk(head.root() + (talk.articles() > 1 ? "thread/" + talk.root() : talk.last()), head.subject(talk.subject()), talk.articles(), talk.lastPosted())).toList();
    }

    private void byDate(ListVisit visit, String here, Optional<YearMonth> month) throws IOException {
        var path = month.map(YearMonth::toString).orElse("date");
        var stretch = visit.reading(() -> month.isEmpty() ? shelf.byDate(visit.list().id(), key(visit, "before"), key(visit, "after"), SIZE) : shelf.ofMonth(visit.list().id(), month.get(), key(visit, "before"), key(visit, "after"), SIZE));
        var head = head(visit, here, "");
        visit.show("archive/articles.jte", new Articles(head, month.map(YearMonth::toString).orElse(""), lines(head, stretch.rows()), Steps.of(visit.path(path), stretch), month.map(one -> visit.path(one + ".mbox")).orElse("")));
    }

    private void ofMonth(ListVisit visit, String year, String number, boolean mbox) throws IOException {
        int which = Integer.parseInt(number);
        if (which < 1 || which > 12) visit.refuse(404);
        else if (mbox) mboxes.send(visit, YearMonth.of(Integer.parseInt(year), which), masking(visit));
        else byDate(visit, year + "-" + number, Optional.of(YearMonth.of(Integer.parseInt(year), which)));
    }

    private void authors(ListVisit visit) throws IOException {
        int page = visit.page();
        var head = head(visit, "authors", "");
        var found = visit.reading(() -> shelf.authors(visit.list().id(), page * SIZE, SIZE));
        long count = visit.reading(() -> shelf.authorCount(visit.list().id()));
        var shown = found.stream().map(author -> new Author(author.id(), head.masking().of(author.name().isBlank() ? author.address() : author.name()), author.address(), author.articles(), author.lastPosted())).toList();
        visit.show("archive/authors.jte", new Authors(head, shown, Pager.of(page, count, SIZE, visit.path("authors"), Map.of())));
    }

    private void author(ListVisit visit, long id) throws IOException {
        var author = visit.reading(() -> shelf.author(visit.list().id(), id));
        if (author.isEmpty()) {
            visit.refuse(404);
            return;
        }
        var head = head(visit, "", "");
        var stretch = visit.reading(() -> shelf.ofAuthor(visit.list().id(), id, key(visit, "before"), key(visit, "after"), SIZE));
        var name = head.masking().of(author.get().name().isBlank() ? author.get().address() : author.get().name());
        visit.show("archive/articles.jte", new Articles(head, name, lines(head, stretch.rows()), Steps.of(visit.path("author/" + id), stretch), ""));
    }

    private void thread(ListVisit visit, long root) throws IOException {
        var talk = visit.reading(() -> shelf.thread(visit.list().id(), root));
        if (talk.isEmpty()) {
            visit.refuse(404);
            return;
        }
        var head = head(visit, "", "");
        var found = visit.reading(() -> shelf.ofThread(visit.list().id(), root, key(visit, "after"), THREAD));
        var steps = new Steps("", found.size() < THREAD ? "" : visit.path("thread/" + root) + "?after=" + found.getLast().number());
        visit.show("archive/thread.jte", new Articles(head, head.subject(talk.get().subject()), tree(head, found, 0), steps, ""));
    }

    static List<Line> lines(Head head, List<Article> found) { return found.stream().map(article -> line(head, article, 0, false)).toList(); }

    private static Line line(Head head, Article article, int depth, boolean here) {
        return new Line(head.root() + article.number(), head.subject(article.subject()), head.author(article), article.posted(), article.attachments(), article.number(), depth, here);
    }

    /// Answers below what they answer.
    static List<Line> tree(Head head, List<Article> found, long here) {
        var answers = new HashMap<Long, List<Article>>();
        var known = new HashMap<Long, Article>();
        found.forEach(article -> known.put(article.number(), article));
        for (var article : found) answers.computeIfAbsent(known.containsKey(article.parent()) && article.parent() < article.number() ? article.parent() : 0L, _ -> new ArrayList<>()).add(article);
        var lines = new ArrayList<Line>();
        var open = new ArrayList<Map.Entry<Article, Integer>>();
        answers.getOrDefault(0L, List.of()).reversed().forEach(article -> open.add(Map.entry(article, 0)));
        while (!open.isEmpty()) {
            var next = open.removeLast();
            lines.add(line(head, next.getKey(), next.getValue(), next.getKey().number() == here));
            answers.getOrDefault(next.getKey().number(), List.of()).reversed().forEach(article -> open.add(Map.entry(article, Math.min(DEEPEST, next.getValue() + 1))));
        }
        return lines;
    }

    private void byMessageId(ListVisit visit, String id) throws IOException {
        var bare = id.replaceAll("^<|>$", "");
        var found = visit.reading(() -> shelf.find(visit.list().id(), bare));
        if (found.isEmpty()) found = visit.reading(() -> archive.wasAt(visit.list().id(), "message/" + bare.replaceAll("/$", "")).flatMap(number -> shelf.find(visit.list().id(), number)));
        if (found.isEmpty()) visit.refuse(404);
        else visit.redirect(visit.path(Long.toString(found.get().number())));
    }

    /// Addresses that stood in mail and on pages before the archive came here.
    private void moved(ListVisit visit, String year, String month, String page) throws IOException {
        var number = page == null ? Optional.<Long>empty() : visit.reading(() -> archive.wasAt(visit.list().id(), year + "-" + month + "/" + page));
        try {
            var to = number.map(n -> Long.toString(n)).orElse(YearMonth.of(Integer.parseInt(year), Month.valueOf(month.toUpperCase(Locale.ROOT))).toString());
            visit.response().setStatus(301);
            visit.response().setHeader("Location", visit.path(to));
        } catch (IllegalArgumentException | DateTimeException none) {
            visit.refuse(404);
        }
    }

    private static long key(ListVisit visit, String parameter) {
        var text = visit.text(parameter);
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }

}
