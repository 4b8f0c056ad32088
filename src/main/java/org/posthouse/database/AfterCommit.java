package org.posthouse.database;

import java.util.List;
import java.util.function.Supplier;

/// What is done once the calling thread's unit of work is committed, for what could not be taken back.
public final class AfterCommit {
    private static final ScopedValue<List<Runnable>> WAITING = ScopedValue.newInstance();

    private AfterCommit() { }

    /// Runs when the unit of work is committed and never when it is rolled back; at once where none is open. It must be short and must not throw.
    public static void run(Runnable told) {
        if (WAITING.isBound()) WAITING.get().add(told);
        else told.run();
    }

    /// The work, and in `waiting` what it leaves to be done.
    static <T> T collect(List<Runnable> waiting, Supplier<T> work) { return ScopedValue.where(WAITING, waiting).call(work::get); }
}
