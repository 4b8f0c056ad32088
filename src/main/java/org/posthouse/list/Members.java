package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;

/// Who is on which list, in the caller's transaction. Whether somebody may join is for [org.posthouse.list] above to decide: here owners and policies have spoken.
@ApplicationScoped public class Members {
    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Ids ids;
    @Inject Clock clock;

    public Optional<Member> find(long id) { return Optional.ofNullable(database.find(Member.class, id)); }

    public List<Member> all(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : database.createQuery("select m from Member m where m.id in :ids order by m.id", Member.class).setParameter("ids", ids).getResultList();
    }

    /// Also one that has left.
    public Optional<Member> find(long list, Address address) { return find(list, address.key()); }

    public Optional<Member> find(long list, String key) {
        return database.createQuery("select m from Member m where m.list = :list and m.key = :key", Member.class).setParameter("list", list).setParameter("key", key).getResultStream().findFirst();
    }

    /// All lists that some addresses belong to.
    public List<Member> of(Collection<String> keys) {
        if (keys.isEmpty()) return List.of();
        return database.createQuery("select m from Member m where m.key in :keys and m.state <> :left order by m.list", Member.class).setParameter("keys", keys).setParameter("left", Member.State.LEFT).getResultList();
    }

    /// How many have each state; LEFT are those still remembered.
    public Map<Member.State, Long> counts(long list) {
        var counts = new EnumMap<Member.State, Long>(Member.State.class);
        for (var state : Member.State.values()) counts.put(state, 0L);
        for (var row : database.createQuery("select m.state, count(m) from Member m where m.list = :list group by m.state", Object[].class).setParameter("list", list).getResultList())
            counts.put((Member.State) row[0], (Long) row[1]);
        return counts;
    }

    /// In the order of their ids, for work on all of them a portion at a time.
    ///
    /// @param after 0 to begin
    public List<Member> after(long list, Collection<Member.State> states, long after, int count) {
        return database.createQuery("select m from Member m where m.list = :list and m.state in :states and m.id > :after order by m.id", Member.class)
                .setParameter("list", list).setParameter("states", states).setParameter("after", after).setMaxResults(count).getResultList();
    }

    /// A new member, or one that comes back.
    ///
    /// @throws Rejected CONFLICT `address` when it belongs to the list already, or the list is full
    public Member join(ListEntry list, Address address, String name, String language, Member.State state, Member.Why why) {
        var there = find(list.id(), address);
        if (there.filter(member -> member.state().belongs()).isPresent()) throw Rejected.conflict("address", "{0} is a member already", address);
        int most = list.plan().joining().maxMembers();
        if (most > 0 && belonging(list.id()) >= most) throw Rejected.conflict("address", "the list has its {0} members", most);
        var now = clock.instant();
        if (there.isPresent()) {
            there.get().describe(name.isEmpty() ? there.get().name() : name, language.isEmpty() ? there.get().language() : language, there.get().format());
            there.get().become(state, why, now);
            there.get().bounced(0, null);
            return there.get();
        }
        var member = new Member(ids.next(), list.id(), address.key(), address.toString(), name, language, state, why, list.plan().digesting().format(), now);
        database.persist(member);
        return member;
    }

    public long belonging(long list) {
        return database.createQuery("select count(m) from Member m where m.list = :list and m.state <> :left", Long.class).setParameter("list", list).setParameter("left", Member.State.LEFT).getSingleResult();
    }

    /// Goes on with another address; who left with that one is forgotten for it.
    void move(Member member, Address to) {
        find(member.list(), to).filter(there -> !there.state().belongs()).ifPresent(left -> {
            database.remove(left);
            database.flush();                                            // a list has an address once, at each statement
        });
        if (member.why() == Member.Why.BOUNCES && member.state() == Member.State.OFF) member.become(Member.State.ON, Member.Why.MEMBER, clock.instant());
        member.move(to.key(), to.toString());
    }

    public void change(Member member, Member.State state, Member.Why why) {
        if (member.why() == Member.Why.BOUNCES && member.state() == Member.State.OFF && state != Member.State.OFF) member.bounced(0, null);       // a new chance
        member.become(state, why, clock.instant());
    }

    /// Leaves; remembered for as long as the list says.
    public void leave(ListEntry list, Member member, Member.Why why) {
        if (list.plan().joining().leftDays() == 0) database.remove(member);
        else member.become(Member.State.LEFT, why, clock.instant());
    }
}
