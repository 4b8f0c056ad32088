package org.posthouse.transport;

import java.util.Map;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;

/// What a program's exit status means for mail: sysexits.h, in the reading that mail servers share.
record Exits(boolean done, String enhanced, String words) {
    private static final int NOT_STARTED = 126, NOT_FOUND = 127, SIGNAL = 128;

    private static final Map<Integer, Exits> KNOWN = Map.ofEntries(
            Map.entry(64, new Exits(false, "5.3.0", "command line usage error")), Map.entry(65, new Exits(false, "5.6.0", "data format error")),
            Map.entry(66, new Exits(false, "5.3.0", "cannot open input")), Map.entry(67, new Exits(false, "5.1.1", "user unknown")),
            Map.entry(68, new Exits(false, "5.1.2", "host name unknown")), Map.entry(69, new Exits(false, "5.3.0", "service unavailable")),
            Map.entry(70, new Exits(false, "5.3.0", "internal software error")), Map.entry(71, new Exits(false, "4.3.0", "system resource problem")),
            Map.entry(72, new Exits(false, "5.3.0", "critical operating system file missing")), Map.entry(73, new Exits(false, "5.2.0", "cannot create user output file")),
            Map.entry(74, new Exits(false, "4.3.0", "input/output error")), Map.entry(75, new Exits(false, "4.3.0", "temporary failure")),
            Map.entry(76, new Exits(false, "5.5.0", "remote error in protocol")), Map.entry(77, new Exits(false, "5.7.0", "permission denied")),
            Map.entry(78, new Exits(false, "5.3.5", "configuration error")));

    static Exits of(int code) {
        if (code == 0) return new Exits(true, "2.0.0", "delivered");
        if (code == NOT_STARTED || code == NOT_FOUND) return new Exits(false, "4.3.5", "could not be started");
        if (code > SIGNAL) return new Exits(false, "4.3.0", "was ended by signal " + (code - SIGNAL));
        return KNOWN.getOrDefault(code, new Exits(false, "5.3.0", "ended with status " + code));
    }

    /// @param said what it wrote, one line or less is kept of it
    Outcome outcome(String program, String said) {
        var remark = Remark.own(enhanced, program + ": " + words + (said.isBlank() ? "" : ": " + said));
        if (done) return new Outcome.Done(remark, true);
        return enhanced.startsWith("4") ? new Outcome.Later(remark) : new Outcome.Never(remark);
    }
}
