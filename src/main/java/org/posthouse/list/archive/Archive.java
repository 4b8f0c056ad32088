package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.database.Database;
import org.posthouse.domain.Ids;
import org.posthouse.list.ListClosed;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.RowsRefused;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.store.RecordId;

/// Puts posts into archives and takes them out; in the caller's transaction.
@ApplicationScoped public class Archive {
    /// Beyond it an answer is not looked for among those of the same subject.
    private static final Duration SAME_SUBJECT = Duration.ofDays(60);

    @Inject Database database;
    @Inject Messages messages;
    @Inject Folders folders;
    @Inject Ids ids;
    @Inject Event<Archived> archived;
    @Inject Event<Removed> removed;

    /// Fired in the transaction that adds articles.
    public record Archived(long list) { }

    /// Fired in the transaction that removes one.
    public record Removed(long list, long number) { }

    /// @param prefix header fields in front of the record, as members get them
    public record NewArticle(long number, RecordId record, byte[] prefix, ArticleFacts facts) { }

    /// Adds a post that gets this number. The caller pins the record.
    ///
    /// @param prefix header fields in front of the record, as members get them; at most [Arrival#MAX_PREFIX]
    public void add(long list, long number, RecordId record, byte[] prefix, ArticleFacts facts) { add(list, List.of(new NewArticle(number, record, prefix, facts))); }

    /// Several in the order of their numbers; a number that is taken already is refused by the database, and nothing of the transaction may be committed.
    public void add(long list, List<NewArticle> posts) {
        if (posts.isEmpty()) return;
        long folder = folders.ofList(list);
        var arrivals = new ArrayList<Arrival>();
        for (var post : posts) arrivals.add(new Arrival(folder, post.record, 0, post.facts.posted(), post.prefix, post.facts.octets()));
        long uid = messages.add(arrivals).get(folder);
        try (var connection = database.source().getConnection()) {
            for (var post : posts) insert(connection, list, folder, uid++, post);
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
        archived.fire(new Archived(list));
    }

    private record Place(long parent, long thread) { }

    private void insert(Connection connection, long list, long folder, long uid, NewArticle post) throws SQLException {
        var facts = post.facts;
        var place = place(connection, list, post.number, facts);
        int month = month(facts.posted());
        Rows.change(connection, "INSERT INTO list_article (" + Rows.ARTICLE + ", id, posted_month, message_key, subject_key) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                list, post.number, folder, uid, facts.posted(), author(connection, list, facts), facts.authorName(), facts.author(), facts.subject(), place.parent, place.thread, facts.octets(), facts.attachments(),
                ids.next(), month, facts.messageId().isEmpty() ? new byte[16] : ArticleFacts.key(facts.messageId()), facts.subjectKey());
        if (place.thread == post.number || Rows.change(connection, "UPDATE list_thread SET articles = articles + 1, last_number = GREATEST(last_number, ?), last_posted = GREATEST(last_posted, ?) WHERE list_id = ? AND root = ?",
                post.number, facts.posted(), list, place.thread) == 0)
            Rows.change(connection, "INSERT INTO list_thread (list_id, root, subject, articles, last_number, last_posted) VALUES (?,?,?,1,?,?)", list, place.thread, facts.bareSubject(), post.number, facts.posted());
        if (Rows.change(connection, "UPDATE list_month SET articles = articles + 1 WHERE list_id = ? AND posted_month = ?", list, month) == 0)
            Rows.change(connection, "INSERT INTO list_month (list_id, posted_month, articles) VALUES (?,?,1)", list, month);
    }

    /// 202603: months are those of UTC, the same for everybody.
    static int month(Instant time) {
        var date = time.atZone(ZoneOffset.UTC);
        return date.getYear() * 100 + date.getMonthValue();
    }

    /// What it answers: the nearest of its references that is here, else for an answer by its subject the last post of that subject.
    private static Place place(Connection connection, long list, long number, ArticleFacts facts) throws SQLException {
        for (var id : facts.references()) {
            var found = Rows.one(connection, "SELECT number, thread FROM list_article WHERE list_id = ? AND message_key = ? ORDER BY number LIMIT 1", row -> new Place(row.getLong(1), row.getLong(2)), list, ArticleFacts.key(id));
            if (found.isPresent()) return found.get();
        }
        if (!facts.answers() || facts.subjectKey() == 0) return new Place(0, number);
        return Rows.one(connection, "SELECT number, thread, posted FROM list_article WHERE list_id = ? AND subject_key = ? AND number < ? ORDER BY number DESC LIMIT 1",
                row -> Rows.time(row, 3).isAfter(facts.posted().minus(SAME_SUBJECT)) ? new Place(row.getLong(1), row.getLong(2)) : new Place(0, number), list, facts.subjectKey(), number).orElse(new Place(0, number));
    }

    private long author(Connection connection, long list, ArticleFacts facts) throws SQLException {
        var key = facts.author().isEmpty() ? facts.authorName() : Addresses.read(facts.author()).map(Address::key).orElse(facts.author());
        var known = Rows.one(connection, "SELECT id FROM list_author WHERE list_id = ? AND address_key = ?", row -> row.getLong(1), list, key);
        if (known.isPresent()) {
            Rows.change(connection, "UPDATE list_author SET articles = articles + 1, last_posted = GREATEST(last_posted, ?), name = CASE WHEN ? = '' THEN name ELSE ? END WHERE id = ?", facts.posted(), facts.authorName(), facts.authorName(), known.get());
            return known.get();
        }
        long id = ids.next();
        Rows.change(connection, "INSERT INTO list_author (id, list_id, address_key, name, articles, last_posted) VALUES (?,?,?,?,1,?)", id, list, key, facts.authorName(), facts.posted());
        return id;
    }

    /// Takes an article out, for its number is never used again; answers to it stay where they are in the thread.
    ///
    /// @return false when there is none
    public boolean remove(long list, long number) {
        try (var connection = database.source().getConnection()) {
            var there = Rows.one(connection, "SELECT " + Rows.ARTICLE + " FROM list_article WHERE list_id = ? AND number = ?", Rows::article, list, number);
            if (there.isEmpty()) return false;
            var article = there.get();
            Rows.change(connection, "DELETE FROM list_article WHERE list_id = ? AND number = ?", list, number);
            Rows.change(connection, "UPDATE list_article SET parent = ? WHERE list_id = ? AND thread = ? AND parent = ?", article.parent(), list, article.thread(), number);
            Rows.change(connection, "UPDATE list_author SET articles = articles - 1 WHERE id = ?", article.authorId());
            Rows.change(connection, "UPDATE list_month SET articles = articles - 1 WHERE list_id = ? AND posted_month = ?", list, month(article.posted()));
            Rows.change(connection, "UPDATE list_thread SET articles = articles - 1, last_number = COALESCE((SELECT MAX(a.number) FROM list_article a WHERE a.list_id = ? AND a.thread = ?), 0) WHERE list_id = ? AND root = ?", list, article.thread(), list, article.thread());
            Rows.change(connection, "DELETE FROM list_thread WHERE list_id = ? AND root = ? AND articles <= 0", list, article.thread());
            Rows.change(connection, "DELETE FROM list_month WHERE list_id = ? AND articles <= 0", list);
            Rows.change(connection, "DELETE FROM list_author WHERE id = ? AND articles <= 0", article.authorId());
            messages.expunge(article.folder(), List.of(article.uid()));
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
        removed.fire(new Removed(list, number));
        return true;
    }

    /// Where a page of the archive was before it came here.
    ///
    /// @param page as its address ended: `2009-March/000123.html`
    void moved(long list, String page, long number) {
        try (var connection = database.source().getConnection()) {
            if (Rows.one(connection, "SELECT number FROM list_old_page WHERE list_id = ? AND page = ?", row -> row.getLong(1), list, page).isEmpty())
                Rows.change(connection, "INSERT INTO list_old_page (list_id, page, number) VALUES (?,?,?)", list, page, number);
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    public Optional<Long> wasAt(long list, String page) {
        try (var connection = database.source().getConnection()) {
            return Rows.one(connection, "SELECT number FROM list_old_page WHERE list_id = ? AND page = ?", row -> row.getLong(1), list, page);
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    /// The folder goes at once from sight; its messages, and the rows here, are taken away in small steps by [ArchiveSweep].
    void closed(@Observes ListClosed event) { folders.closedList(event.list()); }
}
