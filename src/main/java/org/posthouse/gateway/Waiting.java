package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.QueueActions;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;

/// Mail to other servers that waits in the queue, by the domain it goes to. In the caller's transaction, but for [#domains].
@ApplicationScoped class Waiting {
    private static final String OF_DOMAIN = " FROM delivery WHERE transport = 'smtp' AND state IN (" + State.WAITING.ordinal() + ", " + State.ON_CALL.ordinal() + ") AND domain ";
    private static final String BUSY = "transport = 'smtp' AND (state = " + State.TRYING.ordinal() + " OR state = " + State.WAITING.ordinal() + " AND next_attempt <= ?1)";
    /// In one go: a caller with more calls again.
    private static final int MOST = 10_000;
    private static final int MOST_DOMAINS = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject QueueActions actions;
    @Inject Routes routes;
    @Inject Clock clock;

    /// A domain and what is below it, as far as mail waits for it.
    Set<String> domains(String domain) {
        var found = new HashSet<String>();
        for (var name : database.createNativeQuery("SELECT DISTINCT domain" + OF_DOMAIN + "LIKE ?1").setParameter(1, "%." + domain.replace("_", "\\_")).setMaxResults(MOST_DOMAINS).getResultList()) found.add((String) name);
        found.add(domain);
        return found;
    }

    /// Lets them go now.
    ///
    /// @return how many deliveries that were
    int send(Collection<String> domains, String who) {
        int sent = 0;
        for (var domain : domains) sent += actions.retry(ids("= ?1", domain), who);
        return sent;
    }

    /// Lets go what waits for the schedule, or for that and for its next attempt; not what its receiver has to ask for.
    int sendAll(boolean scheduled, String who) {
        int sent = 0;
        for (var domain : domains()) {
            var timing = routes.to("x@" + domain, "").timing();
            if (timing == Route.Timing.SCHEDULED || !scheduled && timing == Route.Timing.AT_ONCE) sent += actions.retry(ids("= ?1", domain), who);
        }
        return sent;
    }

    /// All for which mail waits.
    Set<String> domains() {
        var found = new HashSet<String>();
        for (var name : database.createNativeQuery("SELECT DISTINCT domain" + OF_DOMAIN + "<> ''").setMaxResults(MOST).getResultList()) found.add((String) name);
        return found;
    }

    long count(Collection<String> domains) { return domains.stream().mapToLong(domain -> ids("= ?1", domain).size()).sum(); }

    long underWay(Collection<String> domains) {
        return domains.stream().mapToLong(domain -> ((Number) database.createNativeQuery("SELECT COUNT(*) FROM delivery WHERE domain = ?2 AND " + BUSY)
                .setParameter(1, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).setParameter(2, domain).getSingleResult()).longValue()
                + ((Number) database.createNativeQuery("SELECT COUNT(*) FROM delivery_shelf WHERE domain = ?1 AND transport = 'smtp'").setParameter(1, domain).getSingleResult()).longValue()).sum();
    }

    /// Those that were asked for in vain wait to be asked for again: on its own the queue would try them where nobody may be.
    int recall(Predicate<String> onCall, String who) {
        var now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        var tried = " FROM delivery WHERE transport = 'smtp' AND target = '' AND attempts > 0 AND state = " + State.WAITING.ordinal() + " AND next_attempt > ?1";
        int recalled = 0;
        for (var name : database.createNativeQuery("SELECT DISTINCT domain" + tried).setParameter(1, now).setMaxResults(MOST).getResultList()) {
            if (!onCall.test((String) name)) continue;
            List<?> ids = database.createNativeQuery("SELECT id" + tried + " AND domain = ?2").setParameter(1, now).setParameter(2, name).setMaxResults(MOST).getResultList();
            recalled += actions.send(ids.stream().map(id -> ((Number) id).longValue()).toList(), "", who);
        }
        return recalled;
    }

    /// Those that wait to be asked for, by recipient.
    Map<String, List<Long>> onCall(Collection<String> domains, int most) {
        var found = new LinkedHashMap<String, List<Long>>();
        for (var domain : domains) {
            for (var each : database.createNativeQuery("SELECT recipient, id FROM delivery WHERE transport = 'smtp' AND state = " + State.ON_CALL.ordinal() + " AND domain = ?1 ORDER BY id")
                    .setParameter(1, domain).setMaxResults(most).getResultList()) {
                var row = (Object[]) each;
                found.computeIfAbsent((String) row[0], _ -> new ArrayList<>()).add(((Number) row[1]).longValue());
            }
        }
        return found;
    }

    /// Deliveries that a run has in hand, or that are due.
    long underWay() {
        return ((Number) database.createNativeQuery("SELECT COUNT(*) FROM delivery WHERE " + BUSY)
                .setParameter(1, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).getSingleResult()).longValue()
                + ((Number) database.createNativeQuery("SELECT COUNT(*) FROM delivery_shelf WHERE transport = 'smtp'").getSingleResult()).longValue();
    }

    private List<Long> ids(String condition, String parameter) {
        return database.createNativeQuery("SELECT id" + OF_DOMAIN + condition + " ORDER BY id").setParameter(1, parameter).setMaxResults(MOST).getResultList().stream().map(id -> ((Number) id).longValue()).toList();
    }
}
