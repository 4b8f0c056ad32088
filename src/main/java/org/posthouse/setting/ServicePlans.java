package org.posthouse.setting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was decided about services, in the caller's transaction.
@ApplicationScoped public class ServicePlans {
    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Event<ServiceChanged> changed;

    /// @param version 0 while nobody chose anything
    public record Versioned(ServicePlan plan, int version) { }

    public Versioned find(String service) {
        return Optional.ofNullable(database.find(ServiceChoice.class, service)).map(row -> new Versioned(row.plan(), row.version() + 1)).orElse(new Versioned(ServicePlan.STANDARD, 0));
    }

    /// By the services' labels; those that nobody decided about are missing.
    public Map<String, ServicePlan> all() {
        return database.createQuery("select c from ServiceChoice c", ServiceChoice.class).getResultStream().collect(Collectors.toUnmodifiableMap(ServiceChoice::service, ServiceChoice::plan));
    }

    public void change(String service, ServicePlan plan) {
        var row = database.find(ServiceChoice.class, service);
        if (row == null) {
            row = new ServiceChoice(service);
            row.settle(plan);
            database.persist(row);
        } else {
            row.settle(plan);
        }
        database.flush();
        changed.fire(new ServiceChanged(service, plan));
    }
}
