package org.posthouse.database;

import java.util.function.Supplier;

/// Looks without a transaction, for modules wired by hand over one `EntityManager`.
public final class OnTheSpot extends UnitOfWork {
    @Override public <T> T look(Supplier<T> work) { return work.get(); }
}
