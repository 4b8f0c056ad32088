package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.posthouse.list.archive.ArchiveIndex;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.Question;
import org.posthouse.list.archive.Shelf;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.Pager;

/// What was found in an archive, with the words marked.
@ApplicationScoped public class SearchPage {
    private static final int SIZE = 20;
    private static final int LAST = ArchiveIndex.MOST_PAGED / SIZE - 1;

    @Inject ArchiveIndex index;
    @Inject Shelf shelf;

    public record Hit(String path, List<Question.Piece> subject, List<Question.Piece> text, String author, java.time.Instant when, int attachments) { }

    /// @param asked  there was something to look for
    /// @param ready  the index can be asked
    /// @param beyond this is the last page that can be asked for, and not all there is
    public record Found(Head head, List<Hit> hits, long total, boolean asked, boolean ready, boolean newest, boolean beyond, String other, Pager pager) { }

    void show(ListVisit visit, Head head) throws IOException {
        var question = Question.read(head.query(), !head.masking().on());
        boolean newest = visit.text("sort").equals("date");
        int page = Math.min(visit.page(), LAST);
        var hits = question.isEmpty() ? new ArchiveIndex.Hits(List.of(), 0, true) : index.search(visit.list().id(), question.get(), newest, page * SIZE, SIZE);
        var rows = visit.reading(() -> shelf.these(visit.list().id(), hits.numbers())).stream().collect(Collectors.toMap(Article::number, row -> row));
        var shown = new ArrayList<Hit>();
        for (var hit : hits.found()) if (rows.containsKey(hit.number())) shown.add(hit(head, question.orElseThrow(), rows.get(hit.number()), hit.text()));
        var kept = newest ? Map.of("q", head.query(), "sort", "date") : Map.of("q", head.query());
        var pager = Pager.of(page, Math.min(hits.total(), ArchiveIndex.MOST_PAGED), SIZE, visit.path("search"), kept);
        visit.show("archive/search.jte", new Found(head, shown, hits.total(), question.isPresent(), hits.ready(), newest, page == LAST && hits.total() > ArchiveIndex.MOST_PAGED, Pager.of(0, 0, SIZE, visit.path("search"), newest ? Map.of("q", head.query()) : Map.of("q", head.query(), "sort", "date")).to(0), pager));
    }

    private static Hit hit(Head head, Question question, Article article, String text) {
        return new Hit(head.root() + article.number(), question.marked(head.subject(article.subject())), question.snippet(head.masking().of(text.replaceAll("\\s+", " "))), head.author(article), article.posted(), article.attachments());
    }
}
