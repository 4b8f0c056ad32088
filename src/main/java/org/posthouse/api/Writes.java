package org.posthouse.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;

/// Transactions of this face: what is answered as done survives a power cut.
@ApplicationScoped class Writes {
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    <T> T durably(Supplier<T> work) {
        T result = unitOfWork.call(work);
        durability.await();
        return result;
    }

    /// A consistent look, and lazy parts can be read in it.
    <T> T reading(Supplier<T> work) { return unitOfWork.call(work); }
}
