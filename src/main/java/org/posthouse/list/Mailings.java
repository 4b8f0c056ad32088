package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.posthouse.database.AfterCommit;
import org.posthouse.database.Database;
import org.posthouse.domain.Ids;
import org.posthouse.mailbox.LiveRecords;
import org.posthouse.mailbox.Segments;
import org.posthouse.mime.LocalPart;
import org.posthouse.routing.Addresses;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// Hands stored messages to the members of lists, a portion at a time: the copies of a portion and how far the mailing has come are one transaction, so nobody gets two or none whenever the house dies.
/// In the caller's transaction.
@ApplicationScoped public class Mailings implements LiveRecords {
    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Database tables;
    @Inject Courier courier;
    @Inject Lists lists;
    @Inject MemberMarks marks;
    @Inject ListPages pages;
    @Inject Ids ids;
    @Inject Clock clock;

    private final Semaphore news = new Semaphore(0);

    /// Begins one when the caller's transaction is committed. Members who come later do not get it.
    ///
    /// @param record of a [kept][StoredEnvelope#kept] message that the caller has pinned
    public void start(ListEntry list, RecordId record, Mailing.Audience audience) {
        database.persist(new Mailing(ids.next(), list.id(), audience, record, clock.instant()));
        AfterCommit.run(news::release);
    }

    /// Those that have not reached everybody, the oldest first.
    public List<Mailing> open() { return database.createQuery("select m from Mailing m order by m.id", Mailing.class).getResultList(); }

    public List<Mailing> of(long list) { return database.createQuery("select m from Mailing m where m.list = :list order by m.id", Mailing.class).setParameter("list", list).getResultList(); }

    /// Hands over to the next members.
    ///
    /// @param envelope as the store has it
    /// @param most     members
    /// @return how many have been served; fewer than `most` when it was the last time
    public int step(long id, StoredEnvelope envelope, int most) {
        var mailing = database.find(Mailing.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (mailing == null) return 0;
        var list = lists.now().find(mailing.list());
        var members = list.isPresent() ? members(mailing, most) : List.<Object[]>of();
        if (!members.isEmpty()) {
            var copies = copies(list.get(), mailing, members);
            courier.hand(mailing.message(), envelope, copies);
            mailing.handed((Long) members.getLast()[0], copies.size());
        }
        if (members.size() < most) database.remove(mailing);
        return members.size();
    }

    private List<Object[]> members(Mailing mailing, int most) {
        boolean posts = mailing.audience() == Mailing.Audience.POSTS;
        // ids grow with time: who joined later has a greater one than the mailing
        TypedQuery<Object[]> query = database.createQuery("select m.id, m.address from Member m where m.list = :list and m.state = :state and m.id > :after and m.id < :before" + (posts ? "" : " and m.format = :format") + " order by m.id", Object[].class)
                .setParameter("list", mailing.list()).setParameter("state", mailing.audience().state).setParameter("after", mailing.reached()).setParameter("before", mailing.id());
        if (!posts) query.setParameter("format", mailing.audience() == Mailing.Audience.MIME_DIGEST ? Digesting.Format.MIME : Digesting.Format.PLAIN);
        return query.setMaxResults(most).getResultList();
    }

    private List<Courier.Copy> copies(ListEntry list, Mailing mailing, List<Object[]> members) {
        boolean personal = list.plan().dressing().personal();
        var shared = list.of(ListRole.BOUNCES).toString();
        var leave = "<mailto:" + list.of(ListRole.UNSUBSCRIBE) + ">";
        var sharedFields = "List-Unsubscribe: " + leave + ",\r\n <" + pages.of(list, "me") + ">\r\n";
        var copies = new ArrayList<Courier.Copy>(members.size());
        for (var member : members) {
            long id = (Long) member[0];
            var to = Addresses.read((String) member[1]);
            if (to.isEmpty()) continue;
            int number = mailing.copies() + copies.size();
            if (personal) {
                var back = list.of(ListRole.BOUNCES, marks.of(MemberMarks.Purpose.RETURN_PATH, id));
                copies.add(new Courier.Copy(number, LocalPart.valid(back.local()) ? back.toString() : shared, to.get(), oneClick(list, id, leave)));     // RFC 5321 §4.5.3.1.1: a long name leaves no room
            } else copies.add(new Courier.Copy(number, shared, to.get(), sharedFields));
        }
        return copies;
    }

    /// RFC 8058 §3.1.
    private String oneClick(ListEntry list, long member, String byMail) {
        return "List-Unsubscribe: <" + pages.of(list, "leave/" + marks.of(MemberMarks.Purpose.LEAVE, member)) + ">,\r\n " + byMail + "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    }

    /// Nobody further gets it.
    public void giveUp(long id) { find(id).ifPresent(database::remove); }

    public Optional<Mailing> find(long id) { return Optional.ofNullable(database.find(Mailing.class, id)); }

    /// Waits until one has been started, or for so long.
    public void await(Duration time) throws InterruptedException {
        if (news.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) news.drainPermits();
    }

    /// Ends the waiting of [#await].
    public void wake() { news.release(); }

    void closed(@Observes ListClosed event) { database.createQuery("delete from Mailing m where m.list = :list").setParameter("list", event.list()).executeUpdate(); }

    @Override public BitSet live(UUID segment, int records) {
        var live = new BitSet(records);
        try (var connection = tables.source().getConnection(); var statement = connection.prepareStatement("SELECT record FROM list_mailing WHERE segment = ?")) {
            statement.setBytes(1, Segments.octets(segment));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) live.set(rows.getInt(1));
            }
            return live;
        } catch (SQLException failed) {
            throw new IllegalStateException("mailings cannot be listed", failed);
        }
    }
}
