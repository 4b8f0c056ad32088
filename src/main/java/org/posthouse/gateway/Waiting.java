package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.QueueActions;

/// Mail to other servers that waits in the queue, by the domain it goes to. In the caller's transaction, but for [#domains].
@ApplicationScoped class Waiting {
    private static final String OF_DOMAIN = " FROM delivery WHERE transport = 'smtp' AND state IN (" + State.WAITING.ordinal() + ", " + State.ON_CALL.ordinal() + ") AND domain ";
    /// In one go: a caller with more calls again.
    private static final int MOST = 10_000;
    private static final int MOST_DOMAINS = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject QueueActions actions;

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

    private List<Long> ids(String condition, String parameter) {
        return database.createNativeQuery("SELECT id" + OF_DOMAIN + condition + " ORDER BY id").setParameter(1, parameter).setMaxResults(MOST).getResultList().stream().map(id -> ((Number) id).longValue()).toList();
    }
}
