package org.posthouse.appliance;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ThreadFactory;

/// Threads that carry the house's context: its class loader, and a component to which the container can count a connection.
///
/// The context is that of the call in which the thread was made. The `EntityManager` that the container keeps for such a call outside of transactions is closed at its end, so on these threads
/// entities are read in a unit of work only.
@ApplicationScoped public class HouseThreads {
    @Resource private ContextService contexts;

    public ThreadFactory daemons(String name) { return work -> Thread.ofVirtual().name("posthouse-" + name).unstarted(within(Runnable.class, work)); }

    <T> T within(Class<T> type, T work) { return contexts.createContextualProxy(work, type); }
}
