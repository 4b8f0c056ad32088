package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds members of a list for those who look after it. In the caller's transaction.
@ApplicationScoped public class MemberSearch {
    @PersistenceContext(unitName = "posthouse") EntityManager database;

    /// Groups that people look at.
    public enum Group {
        /// All that belong to the list.
        ALL("m.state <> LEFT"), ON("m.state = ON"), DIGEST("m.state = DIGEST"), OFF("m.state = OFF"),
        /// Copies come back, or did until delivery was switched off.
        BOUNCING("m.state <> LEFT and (m.bounceScore > 0 or m.state = OFF and m.why = BOUNCES)"),
        TRUSTED("m.state <> LEFT and m.trusted = true"), LEFT("m.state = LEFT");

        private final String condition;

        Group(String condition) {
            this.condition = condition.replaceAll("\\b(ON|OFF|DIGEST|LEFT)\\b", "org.posthouse.list.Member.State.$1").replace("BOUNCES", "org.posthouse.list.Member.Why.BOUNCES");
        }

        public String label() { return name().toLowerCase(Locale.ROOT); }

        public static Optional<Group> of(String label) { return Arrays.stream(values()).filter(group -> group.label().equals(label)).findFirst(); }
    }

    /// In the order of their addresses.
    ///
    /// @param query part of an address or a name; empty for all
    public List<Member> page(long list, Group group, String query, int from, int count) {
        return with(database.createQuery("select m from Member m where " + where(group) + (group == Group.BOUNCING ? " order by m.bounceScore desc, m.key" : " order by m.key"), Member.class), list, query).setFirstResult(from).setMaxResults(count).getResultList();
    }

    public long count(long list, Group group, String query) { return with(database.createQuery("select count(m) from Member m where " + where(group), Long.class), list, query).getSingleResult(); }

    public Map<Group, Long> counts(long list, String query) {
        var counts = new EnumMap<Group, Long>(Group.class);
        for (var group : Group.values()) counts.put(group, count(list, group, query));
        return counts;
    }

    private static String where(Group group) { return "m.list = :list and (" + group.condition + ") and (m.key like :like escape '!' or lower(m.name) like :like escape '!')"; }

    private static <T> TypedQuery<T> with(TypedQuery<T> query, long list, String text) {
        return query.setParameter("list", list).setParameter("like", "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
    }

    /// How many belong to each of some lists.
    public Map<Long, Long> sizes(List<Long> lists) {
        if (lists.isEmpty()) return Map.of();
        var sizes = new java.util.HashMap<Long, Long>();
        for (var row : database.createQuery("select m.list, count(m) from Member m where m.list in :lists and m.state <> :left group by m.list", Object[].class).setParameter("lists", lists).setParameter("left", Member.State.LEFT).getResultList())
            sizes.put((Long) row[0], (Long) row[1]);
        return sizes;
    }

    /// How many belonged to the list at some moments, as far as those who left are remembered.
    public List<Long> sizes(long list, List<Instant> moments) {
        var sizes = new ArrayList<Long>();
        for (var at : moments)
            sizes.add(database.createQuery("select count(m) from Member m where m.list = :list and m.since <= :at and (m.state <> :left or m.changed > :at)", Long.class)
                    .setParameter("list", list).setParameter("at", at).setParameter("left", Member.State.LEFT).getSingleResult());
        return sizes;
    }
}
