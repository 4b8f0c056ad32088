package org.posthouse.smtpclient;

import java.time.Duration;
import org.posthouse.wire.Wire;

/// Cuts a connection whose server does not read: writing knows no time limit of its own.
final class StuckGuard implements AutoCloseable {
    private final Thread watching;
    private volatile long end = Long.MAX_VALUE;

    StuckGuard(Wire wire, Duration longest) {
        var look = Duration.ofMillis(Math.clamp(longest.toMillis() / 4, 10, 5000));
        watching = Thread.ofVirtual().name("posthouse-smtp-guard").start(() -> {
            try {
                while (wire.writeBlocked().compareTo(longest) < 0 && (end == Long.MAX_VALUE || System.nanoTime() - end < 0)) Thread.sleep(look);
                wire.cut();
            } catch (InterruptedException closed) {
                // nobody is stuck any more
            }
        });
    }

    /// The connection is to be over by then whatever it does.
    void within(Duration time) { end = System.nanoTime() + time.toNanos(); }

    void free() { end = Long.MAX_VALUE; }

    @Override public void close() { watching.interrupt(); }
}
