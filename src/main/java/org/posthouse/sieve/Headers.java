package org.posthouse.sieve;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// addheader and deleteheader (RFC 5293). What the house and the way of a message have written stays (§6).
final class Headers {
    private static final Set<String> KEPT = Set.of("received", "return-path", "delivered-to", "auto-submitted");

    private Headers() { }

    private static void open(String name, Arguments arguments) throws ScriptFault {
        if (!name.matches("[!-9;-~]{1,76}")) throw arguments.fault("that is no name of a header field: " + name);
        if (KEPT.contains(name.toLowerCase(java.util.Locale.ROOT))) throw arguments.fault(name + " stays as it is");
    }

    static Command add(Arguments arguments) throws ScriptFault {
        arguments.needs("editheader");
        boolean last = arguments.tag("last");
        var name = arguments.string();
        open(name, arguments);
        var raw = arguments.string();
        int line = arguments.line();
        return run -> {
            var value = run.text(raw).replaceAll("\\p{Cntrl}+", " ").strip();
            var there = run.header(name);
            there.add(last ? there.size() : 0, value);
            run.act(new Action.AddHeader(name, value, last), false, line);
            return Command.Flow.ON;
        };
    }

    static Command delete(Arguments arguments) throws ScriptFault {
        arguments.needs("editheader");
        var index = arguments.number("index");
        boolean last = arguments.tag("last");
        if (last && index.isEmpty()) throw arguments.fault(":last wants :index");
        var match = Match.of(arguments);
        var name = arguments.string();
        open(name, arguments);
        var keys = arguments.places() > 0 ? Optional.of(arguments.strings()) : Optional.<List<String>>empty();
        int line = arguments.line();
        return run -> {
            var there = run.header(name);
            for (int i = there.size() - 1; i >= 0; i--) {
                if (index.isPresent() && i != (last ? there.size() - index.get() : index.get() - 1)) continue;
                if (keys.isPresent() && !match.any(run, List.of(there.get(i).strip()), run.texts(keys.get()))) continue;
                there.remove(i);
                run.act(new Action.DeleteHeader(name, i + 1), false, line);
                if (index.isPresent()) break;                            // the others have moved
            }
            return Command.Flow.ON;
        };
    }
}
