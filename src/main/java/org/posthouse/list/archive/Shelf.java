package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.posthouse.database.Database;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mailbox.RowsRefused;
import org.posthouse.message.MessageOctets;
import org.posthouse.store.StoredBody;

/// Finds articles, in the caller's transaction. Pages begin behind a key that the page before ended with, so none costs more than another.
@ApplicationScoped public class Shelf {
    private static final long FIRST = 0;
    private static final long LAST = Long.MAX_VALUE;
    /// Ordered by all columns of an index, for H2 sorts whatever it cannot read in that order.
    private static final String SELECT = "SELECT " + Rows.ARTICLE + " FROM list_article WHERE list_id = ?";

    @Inject Database database;
    @Inject Messages messages;
    @Inject OpenStore open;

    /// Rows between keys, and whether there are more on either side.
    ///
    /// @param earlier key to go on with toward smaller numbers, 0 for none
    /// @param later   the same toward larger ones
    public record Stretch<T>(List<T> rows, long earlier, long later) { }

    /// How many posts a month has.
    public record Month(YearMonth month, int articles) {
        static Month of(int key, int articles) { return new Month(YearMonth.of(key / 100, key % 100), articles); }
    }

    public Optional<Article> find(long list, long number) { return one(SELECT + " AND number = ?", list, number); }

    /// The first with this Message-ID.
    public Optional<Article> find(long list, String messageId) { return one(SELECT + " AND message_key = ? ORDER BY number LIMIT 1", list, ArticleFacts.key(messageId)); }

    /// The newest first.
    ///
    /// @param before only smaller numbers; 0 for the newest
    /// @param after  only larger ones, the nearest of them; 0 for no such limit
    public Stretch<Article> byDate(long list, long before, long after, int count) { return stretch("", "list_id", before, after, count, list); }

    public Stretch<Article> ofMonth(long list, YearMonth month, long before, long after, int count) { return stretch(" AND posted_month = ?", "list_id, posted_month", before, after, count, list, month.getYear() * 100 + month.getMonthValue()); }

    public Stretch<Article> ofAuthor(long list, long author, long before, long after, int count) { return stretch(" AND author_id = ?", "list_id, author_id", before, after, count, list, author); }

    /// Of one thread, the oldest first.
    public List<Article> ofThread(long list, long thread, long after, int count) {
        return all(SELECT + " AND thread = ? AND number > ? ORDER BY list_id, thread, number LIMIT " + count, list, thread, after);
    }

    /// In the order of their numbers, for what goes through all of them.
    public List<Article> from(long list, Optional<YearMonth> month, long after, int count) {
        if (month.isEmpty()) return all(SELECT + " AND number > ? ORDER BY list_id, number LIMIT " + count, list, after);
        return all(SELECT + " AND posted_month = ? AND number > ? ORDER BY list_id, posted_month, number LIMIT " + count, list, month.get().getYear() * 100 + month.get().getMonthValue(), after);
    }

    /// @param numbers at most 100; those that are gone are left out
    public List<Article> these(long list, List<Long> numbers) {
        if (numbers.isEmpty()) return List.of();
        var values = new Object[numbers.size() + 1];
        values[0] = list;
        for (int i = 0; i < numbers.size(); i++) values[i + 1] = numbers.get(i);
        return all(SELECT + " AND number IN (" + "?,".repeat(numbers.size() - 1) + "?)", values);
    }

    /// The nearest article in front of this one and the nearest behind it.
    public record Neighbours(Optional<Article> before, Optional<Article> after) { }

    public Neighbours inList(Article article) {
        return new Neighbours(one(SELECT + " AND number < ? ORDER BY list_id, number DESC LIMIT 1", article.list(), article.number()), one(SELECT + " AND number > ? ORDER BY list_id, number LIMIT 1", article.list(), article.number()));
    }

    public Neighbours inThread(Article article) {
        return new Neighbours(one(SELECT + " AND thread = ? AND number < ? ORDER BY number DESC LIMIT 1", article.list(), article.thread(), article.number()),
                one(SELECT + " AND thread = ? AND number > ? ORDER BY number LIMIT 1", article.list(), article.thread(), article.number()));
    }

    /// Threads, the one with the newest post first.
    public Stretch<Discussion> threads(long list, long before, long after, int count) {
        var select = "SELECT root, subject, articles, last_number, last_posted FROM list_thread WHERE list_id = ?";
        return ordered(select, "list_id", "last_number", Discussion::last, row -> new Discussion(row.getLong(1), row.getString(2), row.getInt(3), row.getLong(4), Rows.time(row, 5)), before, after, count, list);
    }

    public Optional<Discussion> thread(long list, long root) {
        return read(connection -> Rows.one(connection, "SELECT root, subject, articles, last_number, last_posted FROM list_thread WHERE list_id = ? AND root = ?",
                row -> new Discussion(row.getLong(1), row.getString(2), row.getInt(3), row.getLong(4), Rows.time(row, 5)), list, root));
    }

    /// The newest first.
    public List<Month> months(long list) {
        return read(connection -> Rows.all(connection, "SELECT posted_month, articles FROM list_month WHERE list_id = ? ORDER BY posted_month DESC", row -> Month.of(row.getInt(1), row.getInt(2)), list));
    }

    public long count(long list) { return months(list).stream().mapToLong(Month::articles).sum(); }

    /// Who has posted most first.
    public List<Author> authors(long list, int skip, int count) {
        return read(connection -> Rows.all(connection, "SELECT id, name, address_key, articles, last_posted FROM list_author WHERE list_id = ? ORDER BY list_id, articles DESC, id DESC LIMIT " + count + " OFFSET " + skip, Shelf::author, list));
    }

    public long authorCount(long list) { return read(connection -> Rows.one(connection, "SELECT COUNT(*) FROM list_author WHERE list_id = ?", row -> row.getLong(1), list)).orElse(0L); }

    public Optional<Author> author(long list, long id) { return read(connection -> Rows.one(connection, "SELECT id, name, address_key, articles, last_posted FROM list_author WHERE list_id = ? AND id = ?", Shelf::author, list, id)); }

    private static Author author(java.sql.ResultSet row) throws SQLException { return new Author(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), Rows.time(row, 5)); }

    /// An article's octets as members got them, and what has to be closed when they are read.
    public record OpenArticle(MessageOctets octets, StoredBody body) implements AutoCloseable {
        @Override public void close() { body.close(); }
    }

    /// Empty when the message is gone from its folder or from the store.
    public Optional<OpenArticle> open(Article article) throws IOException {
        var stored = messages.find(article.folder(), article.uid());
        if (stored.isEmpty()) return Optional.empty();
        return open.get().read(stored.get().record()).map(body -> new OpenArticle(MessageOctets.of(stored.get().prefix(), body::open), body));
    }

    private Stretch<Article> stretch(String condition, String within, long before, long after, int count, Object... values) { return ordered(SELECT + condition, within, "number", Article::number, Rows::article, before, after, count, values); }

    private <T> Stretch<T> ordered(String select, String within, String key, java.util.function.ToLongFunction<T> keyOf, Rows.Reader<T> reader, long before, long after, int count, Object... values) {
        return read(connection -> {
            boolean up = after > FIRST;
            var more = java.util.Arrays.copyOf(values, values.length + 1);
            more[values.length] = up ? after : before > FIRST ? before : LAST;
            var found = new java.util.ArrayList<>(Rows.all(connection, select + " AND " + key + (up ? " > ? ORDER BY " + within + ", " + key : " < ? ORDER BY " + within + ", " + key + " DESC") + " LIMIT " + (count + 1), reader, more));
            boolean beyond = found.size() > count;
            if (beyond) found.removeLast();
            if (up) java.util.Collections.reverse(found);
            if (found.isEmpty()) return new Stretch<>(List.<T>of(), 0, 0);
            long newest = keyOf.applyAsLong(found.getFirst());
            long oldest = keyOf.applyAsLong(found.getLast());
            return new Stretch<>(List.copyOf(found), up || beyond ? oldest : 0, up ? (beyond ? newest : 0) : before > FIRST ? newest : 0);
        });
    }

    private Optional<Article> one(String select, Object... values) { return read(connection -> Rows.one(connection, select, Rows::article, values)); }

    private List<Article> all(String select, Object... values) { return read(connection -> Rows.all(connection, select, Rows::article, values)); }

    /// Something read from the database.
    private interface Look<T> { T at(java.sql.Connection connection) throws SQLException; }

    private <T> T read(Look<T> look) {
        try (var connection = database.source().getConnection()) {
            return look.at(connection);
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }
}
