package org.posthouse.web.archive;

import java.util.List;
import org.posthouse.list.ListEntry;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.Shelf;

/// What all pages of an archive show around what is theirs.
///
/// @param root    `/lists/biking@podunk.test/`
/// @param here    which of the tabs: threads, date, authors, or none
/// @param query   what was searched for
/// @param months  with how many posts each
/// @param masking for who looks
public record Head(ListEntry list, String root, String here, String query, boolean owner, Masking masking, List<Shelf.Month> months) {
    public String title() { return list.plan().title().isBlank() ? list.name() : list.plan().title(); }

    /// Who wrote it, as who looks may see it.
    public String author(Article article) { return article.authorName().isBlank() ? article.author().isEmpty() ? "?" : masking.of(article.author()) : masking.of(article.authorName()); }

    public String subject(String subject) { return masking.of(subject); }
}
