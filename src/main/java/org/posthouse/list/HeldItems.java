package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.posthouse.database.Database;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Purpose;
import org.posthouse.mailbox.LiveRecords;
import org.posthouse.mailbox.Segments;
import org.posthouse.mime.Address;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;

/// Posts and wishes to join that wait for an owner of their list, decided about on pages, by mail and by links. In the caller's transaction.
///
/// A letter to the owners carries a token of [Purpose#POST] whose payload is the item's id, whatever the item's kind: whoever uses it calls [#decide].
@ApplicationScoped public class HeldItems implements LiveRecords {
    private static final System.Logger LOG = System.getLogger(HeldItems.class.getName());

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Database tables;
    @Inject @Any Instance<Moderator> moderators;
    @Inject MailedLinks links;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject Event<Waits> waits;

    /// Fired in the transaction in which something begins to wait.
    public record Waits(ListEntry list, Held item) { }

    /// Holds a post. The caller's transaction ends its row of the queue.
    ///
    /// @param name    of the author, decoded; `subject` likewise
    public Held post(ListEntry list, Held.Why why, Address author, String name, String subject, Load load, Delivery delivery) {
        return added(list, Held.post(ids.next(), list.id(), why, author, name, subject, load.record(), delivery.number(), load.sender(), delivery.account(), load.prefix(), load.octets(), clock.instant(), until(list)));
    }

    /// Holds a wish to join that its address has confirmed. One that waits already is left as it is.
    public Held subscription(ListEntry list, Address whose, String name) {
        return database.createQuery("select h from Held h where h.list = :list and h.kind = :kind and h.address = :address", Held.class).setParameter("list", list.id())
                .setParameter("kind", Held.Kind.SUBSCRIPTION).setParameter("address", whose.toString()).getResultStream().findFirst()
                .orElseGet(() -> added(list, Held.subscription(ids.next(), list.id(), whose, name, clock.instant(), until(list))));
    }

    private Held added(ListEntry list, Held held) {
        database.persist(held);
        if (waits != null) waits.fire(new Waits(list, held));                 // null: wired by hand
        return held;
    }

    private Optional<Instant> until(ListEntry list) {
        int days = list.plan().posting().heldDays();
        return days == 0 ? Optional.empty() : Optional.of(clock.instant().plus(Duration.ofDays(days)));
    }

    public Optional<Held> find(long id) { return Optional.ofNullable(database.find(Held.class, id)); }

    /// The oldest first.
    ///
    /// @param after 0 to begin
    public List<Held> of(long list, long after, int count) {
        return database.createQuery("select h from Held h where h.list = :list and h.id > :after order by h.id", Held.class).setParameter("list", list).setParameter("after", after).setMaxResults(count).getResultList();
    }

    public long count(long list) { return database.createQuery("select count(h) from Held h where h.list = :list", Long.class).setParameter("list", list).getSingleResult(); }

    /// What the owners have not been written to about since a moment, the oldest first.
    ///
    /// @param since of what they were written to about before; empty for what they have never heard of
    public List<Held> untold(Optional<Instant> since, long after, int count) {
        var told = since.isEmpty() ? "h.told is null" : "h.told < :since";
        var query = database.createQuery("select h from Held h where " + told + " and h.id > :after order by h.id", Held.class).setParameter("after", after).setMaxResults(count);
        return since.map(at -> query.setParameter("since", at)).orElse(query).getResultList();
    }

    public List<Held> over(int count) {
        return database.createQuery("select h from Held h where h.until < :now order by h.id", Held.class).setParameter("now", clock.instant()).setMaxResults(count).getResultList();
    }

    public void told(Held held) { held.told(clock.instant()); }

    /// @param by     who decides, for the log: an address
    /// @param reason for [Moderator.Word#REJECT]; may be empty
    /// @throws Rejected ABSENT when somebody else has decided already
    public void decide(ListEntry list, long id, Moderator.Word word, String reason, String by) {
        var held = Optional.ofNullable(database.find(Held.class, id, LockModeType.PESSIMISTIC_WRITE)).filter(one -> one.list() == list.id()).orElseThrow(() -> Rejected.absent("key", "somebody has decided about this already"));
        for (var moderator : moderators) if (moderator.kind() == held.kind()) moderator.decided(list, held, word, reason);
        gone(held);
        LOG.log(Level.INFO, "event=list-held-decided list={0} held={1} kind={2} word={3} by={4}", list.address(), Long.toString(id), held.kind(), word, by);
    }

    private void gone(Held held) {
        links.withdraw(Purpose.POST, subject(held.id()));
        database.remove(held);
    }

    /// What a link about an item is about ([MailedLinks#withdraw]).
    public static String subject(long id) { return "held/" + id; }

    void closed(@Observes ListClosed event) { database.createQuery("delete from Held h where h.list = :list").setParameter("list", event.list()).executeUpdate(); }

    @Override public BitSet live(UUID segment, int records) {
        var live = new BitSet(records);
        try (var connection = tables.source().getConnection(); var statement = connection.prepareStatement("SELECT record FROM list_held WHERE segment = ?")) {
            statement.setBytes(1, Segments.octets(segment));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) live.set(rows.getInt(1));
            }
            return live;
        } catch (SQLException failed) {
            throw new IllegalStateException("held messages cannot be listed", failed);
        }
    }
}
