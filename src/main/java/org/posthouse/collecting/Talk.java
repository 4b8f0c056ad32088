package org.posthouse.collecting;

import java.io.IOException;
import java.time.Duration;
import org.posthouse.wire.LineRead;
import org.posthouse.wire.Wire;

/// Lines to a server and back.
final class Talk {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /// A run that is not through by then is fed too slowly to go on with.
    static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_LINE = 64 << 10;

    private final Wire wire;

    Talk(Wire wire) {
        this.wire = wire;
        wire.timeout(PATIENCE);
        wire.deadline(LONGEST);
    }

    Wire wire() { return wire; }

    void say(String line) throws IOException {
        wire.write(line + "\r\n");
        wire.flush();
    }

    String hear() throws IOException {
        if (wire.readLine(MOST_LINE) instanceof LineRead.Line(var text)) return text;
        throw new Trouble(CollectRun.Outcome.BROKE_OFF, "an endless line");
    }
}
