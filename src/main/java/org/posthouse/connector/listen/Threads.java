package org.posthouse.connector.listen;

/// Virtual threads that carry nothing over from whoever opened the listener: no inherited thread locals (the container keeps its invocation
/// stack in one) and the connector's own context class loader, so that no session holds on to a house that was undeployed.
final class Threads {
    private Threads() { }

    /// @return a thread that was not started
    static Thread virtual(String name, Runnable work) {
        var thread = Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(work);
        thread.setContextClassLoader(Threads.class.getClassLoader());
        return thread;
    }
}
