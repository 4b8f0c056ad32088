package org.posthouse.sieve;

import java.util.List;
import java.util.Optional;

/// RFC 5230, with `:seconds` of RFC 6131. Leaves the implicit keep as it is.
record VacationCommand(String text, boolean mime, Optional<String> subject, Optional<String> from, List<String> addresses, long seconds, Optional<String> handle, int line) implements Command {
    private static final long DAY = 86_400;
    private static final long MOST_DAYS = 365;

    static Command of(Arguments arguments) throws ScriptFault {
        arguments.needs("vacation");
        var days = arguments.number("days");
        var seconds = arguments.number("seconds");
        if (seconds.isPresent()) arguments.needs("vacation-seconds");
        if (days.isPresent() && seconds.isPresent()) throw arguments.fault(":days or :seconds, not both");
        var subject = arguments.string("subject");
        var from = arguments.string("from");
        var addresses = arguments.strings("addresses").orElse(List.of());
        var handle = arguments.string("handle");
        boolean mime = arguments.tag("mime");
        long every = Math.clamp(seconds.orElseGet(() -> Math.min(days.orElse(7L), MOST_DAYS) * DAY), 60, MOST_DAYS * DAY);     // RFC 5230 §4.1: bounds are the house's
        if (days.isPresent() && seconds.isEmpty()) every = Math.max(every, DAY);
        var text = arguments.string();
        if (mime && !(arguments.has("variables") && text.contains("${"))) {
            var wrong = MimeEntity.fault(text);
            if (wrong.isPresent()) throw arguments.fault(":mime: " + wrong.get());
        }
        return new VacationCommand(text, mime, subject, from, addresses, every, handle, arguments.line());
    }

    @Override public Flow run(Run run) throws RunFault {
        var said = run.text(text);
        var wrong = mime ? MimeEntity.fault(said) : Optional.<String>empty();       // what stands in a message got into it by a variable
        if (wrong.isPresent()) throw new RunFault(line, ":mime: " + wrong.get());
        var about = subject.map(run::text).orElse("");
        var by = from.map(run::text).orElse("");
        var same = handle.map(run::text).orElseGet(() -> Integer.toHexString(List.of(said, about, by).hashCode()));      // RFC 5230 §4.2: the same answer has the same handle
        run.act(new Action.Vacation(said, mime, about, by, run.texts(addresses), seconds, same), false, line);
        return Flow.ON;
    }
}
