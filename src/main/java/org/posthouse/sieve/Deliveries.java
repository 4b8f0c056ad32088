package org.posthouse.sieve;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthouse.mime.PathRead;

/// keep, fileinto, redirect, reject.
final class Deliveries {
    private static final int MOST_FOLDER = 200;

    private Deliveries() { }

    private static Optional<List<String>> flags(Arguments arguments) throws ScriptFault {
        var flags = arguments.strings("flags");
        if (flags.isPresent()) arguments.needs("imap4flags");
        return flags;
    }

    private static List<String> flags(Run run, Optional<List<String>> given) { return given.map(own -> Run.split(run.texts(own))).orElseGet(run::flags); }

    static Command keep(Arguments arguments) throws ScriptFault {
        var flags = flags(arguments);
        int line = arguments.line();
        return run -> {
            run.act(new Action.Keep(flags(run, flags)), true, line);
            return Command.Flow.ON;
        };
    }

    static Command fileInto(Arguments arguments) throws ScriptFault {
        arguments.needs("fileinto");
        boolean copy = arguments.tag("copy", "copy");                    // RFC 3894
        boolean create = arguments.tag("create", "mailbox");             // RFC 5490 §3.2
        var flags = flags(arguments);
        var folder = arguments.string();
        int line = arguments.line();
        if (!arguments.has("variables") && !isFolder(folder.strip())) throw arguments.fault("that is no name of a folder: " + folder);
        return run -> {
            var name = run.text(folder).strip();
            if (!isFolder(name)) throw new RunFault(line, "that is no name of a folder: " + name);
            if (name.equalsIgnoreCase("INBOX")) run.act(new Action.Keep(flags(run, flags)), !copy, line);
            else run.act(new Action.FileInto(name, flags(run, flags), create), !copy, line);
            return Command.Flow.ON;
        };
    }

    /// `/` is between a folder and those in it; names that begin with `#` or `~` are the house's.
    static boolean isFolder(String name) {
        return !name.isEmpty() && name.length() <= MOST_FOLDER && name.codePoints().noneMatch(Character::isISOControl) && !name.startsWith("#") && !name.startsWith("~")
                && !name.startsWith("/") && !name.endsWith("/") && !name.contains("//") && name.indexOf('*') < 0 && name.indexOf('%') < 0;
    }

    /// One that an envelope can carry (RFC 5321 §4.1.2), without a source route.
    private static boolean isAddress(String text) {
        return !text.startsWith("@") && PathRead.parse('<' + text + '>') instanceof PathRead.Good(var path, var rest) && rest.isEmpty() && path.address().filter(address -> !address.domain().isEmpty()).isPresent();
    }

    static Command redirect(Arguments arguments, Consumer<String> named) throws ScriptFault {
        boolean copy = arguments.tag("copy", "copy");
        var address = arguments.string();
        int line = arguments.line();
        if (!arguments.has("variables") && !isAddress(address)) throw arguments.fault("that is no address: " + address);
        if (isAddress(address) && !(arguments.has("variables") && address.contains("${"))) named.accept(address);
        return run -> {
            var to = run.text(address);
            if (!isAddress(to)) throw new RunFault(line, "that is no address: " + to);
            run.act(new Action.Redirect(to), !copy, line);
            return Command.Flow.ON;
        };
    }

    /// RFC 5429.
    static Command reject(Arguments arguments, boolean extended) throws ScriptFault {
        arguments.needs(extended ? "ereject" : "reject");
        var text = arguments.string();
        int line = arguments.line();
        return run -> {
            run.act(new Action.Reject(run.text(text), extended), true, line);
            return Command.Flow.ON;
        };
    }
}
