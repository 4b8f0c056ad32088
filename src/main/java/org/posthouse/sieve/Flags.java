package org.posthouse.sieve;

import java.util.ArrayList;
import java.util.List;

/// setflag, addflag, removeflag and the test hasflag (RFC 5232), on the run's own flags; variables of flags are not offered.
final class Flags {
    private Flags() { }

    static Command command(Arguments arguments, String name) throws ScriptFault {
        arguments.needs("imap4flags");
        if (arguments.places() > 1) throw arguments.fault("flags are kept in one place here, not in variables");
        var given = arguments.strings();
        return run -> {
            var flags = Run.split(run.texts(given));
            run.flags(switch (name) {
                case "setflag" -> flags;
                case "addflag" -> Run.split(joined(run.flags(), flags));
                default -> run.flags().stream().filter(flag -> flags.stream().noneMatch(flag::equalsIgnoreCase)).toList();
            });
            return Command.Flow.ON;
        };
    }

    private static List<String> joined(List<String> there, List<String> more) {
        var all = new ArrayList<>(there);
        all.addAll(more);
        return all;
    }

    static Test test(Arguments arguments) throws ScriptFault {
        arguments.needs("imap4flags");
        var match = Match.of(arguments);
        if (arguments.places() > 1) throw arguments.fault("flags are kept in one place here, not in variables");
        var given = arguments.strings();
        return run -> match.any(run, run.flags(), Run.split(run.texts(given)));
    }
}
