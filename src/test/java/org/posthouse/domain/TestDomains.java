package org.posthouse.domain;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.posthouse.database.OnTheSpot;

/// This package's modules wired by hand, also for tests of packages above.
public final class TestDomains {
    public final Changes changes = new Changes();
    public final Ids ids;
    public final Domains domains = new Domains();
    public final Administrators administrators = new Administrators();

    /// @param atCommit is given what is to run when the transaction has ended
    @SuppressWarnings("unchecked") public TestDomains(EntityManager database, Clock clock, Consumer<Runnable> atCommit) {
        ids = new Ids(clock);
        changes.database = database;
        changes.clock = clock;
        changes.work = new OnTheSpot();
        changes.touched = (Event<Changes.Touched>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Event.class}, (_, _, args) -> {
            atCommit.accept(() -> changes.committed((Changes.Touched) args[0]));
            return null;
        });
        domains.database = administrators.database = database;
        domains.changes = administrators.changes = changes;
        domains.ids = ids;
    }

    public static List<Class<?>> entities() { return List.of(Domain.class, DomainName.class, LoginNames.Row.class); }

    public Domain add(String name, String... aliases) { return domains.add(new DomainPlan(name, List.of(aliases), DomainLimits.NONE)); }
}
