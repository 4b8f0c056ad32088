package org.posthouse.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// `set` and the test `string` (RFC 5229 §4, §5).
record SetCommand(String name, String value, List<UnaryOperator<String>> modifiers, int line) implements Command {
    static Command of(Arguments arguments) throws ScriptFault {
        arguments.needs("variables");
        var modifiers = new ArrayList<UnaryOperator<String>>();
        // highest precedence first (§4.1)
        if (one(arguments, "lower", "upper")) modifiers.add(arguments.tag("lower") ? text -> text.toLowerCase(Locale.ROOT) : upper(arguments));
        if (one(arguments, "lowerfirst", "upperfirst")) modifiers.add(arguments.tag("lowerfirst") ? text -> first(text, false) : upperFirst(arguments));
        if (arguments.tag("quotewildcard")) modifiers.add(text -> text.replaceAll("[*?\\\\]", "\\\\$0"));
        if (arguments.tag("length")) modifiers.add(text -> Integer.toString(text.codePointCount(0, text.length())));
        var name = arguments.string();
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) throw arguments.fault("a variable is named by letters, digits and _, not " + name);
        return new SetCommand(name.toLowerCase(Locale.ROOT), arguments.string(), List.copyOf(modifiers), arguments.line());
    }

    private static boolean one(Arguments arguments, String left, String right) throws ScriptFault {
        boolean there = arguments.stands(left);
        if (there && arguments.stands(right)) throw arguments.fault(":" + left + " or :" + right + ", not both");
        return there || arguments.stands(right);
    }

    private static UnaryOperator<String> upper(Arguments arguments) {
        arguments.tag("upper");
        return text -> text.toUpperCase(Locale.ROOT);
    }

    private static UnaryOperator<String> upperFirst(Arguments arguments) {
        arguments.tag("upperfirst");
        return text -> first(text, true);
    }

    private static String first(String text, boolean upper) {
        if (text.isEmpty()) return text;
        int end = text.offsetByCodePoints(0, 1);
        return (upper ? text.substring(0, end).toUpperCase(Locale.ROOT) : text.substring(0, end).toLowerCase(Locale.ROOT)) + text.substring(end);
    }

    @Override public Flow run(Run run) throws RunFault {
        var text = run.text(value);
        for (var modifier : modifiers) text = modifier.apply(text);
        run.set(name, text, line);
        return Flow.ON;
    }

    static Test string(Arguments arguments) throws ScriptFault {
        arguments.needs("variables");
        var match = Match.of(arguments);
        var sources = arguments.strings();
        var keys = arguments.strings();
        return run -> match.any(run, match.type() == Match.Type.COUNT ? run.texts(sources).stream().filter(text -> !text.isEmpty()).toList() : run.texts(sources), run.texts(keys));       // §5: empty strings do not count
    }
}
