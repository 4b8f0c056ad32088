package org.posthouse.sieve;

import java.util.Optional;

/// Seen before? (RFC 7352)
record DuplicateTest(Optional<String> header, Optional<String> id, String handle, long seconds, boolean last, int line) implements Test {
    private static final long WEEK = 7 * 86_400L;
    private static final long MOST = 90 * 86_400L;

    static Test of(Arguments arguments) throws ScriptFault {
        arguments.needs("duplicate");
        var header = arguments.string("header");
        var id = arguments.string("uniqueid");
        if (header.isPresent() && id.isPresent()) throw arguments.fault(":header or :uniqueid, not both");
        return new DuplicateTest(header, id, arguments.string("handle").orElse(""), Math.min(arguments.number("seconds").orElse(WEEK), MOST), arguments.tag("last"), arguments.line());
    }

    @Override public boolean holds(Run run) throws RunFault {
        var value = id.map(run::text).or(() -> run.header(header.map(run::text).orElse("Message-ID")).stream().findFirst().map(String::strip)).orElse("");
        if (value.isEmpty()) return false;                               // §3: without an id nothing is a duplicate
        var same = run.text(handle);
        boolean seen = run.mail.seen(same, value);
        if (!seen || last) run.act(new Action.Remember(same, value, seconds), false, line);
        return seen;
    }
}
