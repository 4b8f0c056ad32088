package org.posthouse.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.sieve.Node.Argument;

/// The arguments of one command or test, taken away one by one by whoever knows what they mean; what is left over is a fault.
final class Arguments {
    private final Node node;
    private final Set<String> required;
    private final List<Argument> left;

    Arguments(Node node, Set<String> required) {
        this.node = node;
        this.required = required;
        left = new ArrayList<>(node.arguments());
    }

    int line() { return node.line(); }

    ScriptFault fault(String message) { return new ScriptFault(node.line(), node.name() + ": " + message); }

    /// What the script may use, it has asked for in front (RFC 5228 §3.2).
    void needs(String extension) throws ScriptFault {
        if (!required.contains(extension)) throw new ScriptFault(node.line(), node.name() + " wants \"" + extension + "\" in require");
    }

    boolean has(String extension) { return required.contains(extension); }

    /// Takes a tag that stands alone.
    boolean tag(String name) { return left.remove(new Argument.Tag(name)); }

    /// A tag stands there; it stays.
    boolean stands(String name) { return left.contains(new Argument.Tag(name)); }

    /// Takes a tag that an extension brings.
    boolean tag(String name, String extension) throws ScriptFault {
        if (!tag(name)) return false;
        needs(extension);
        return true;
    }

    private Optional<Argument> behind(String tag) throws ScriptFault {
        int at = left.indexOf(new Argument.Tag(tag));
        if (at < 0) return Optional.empty();
        left.remove(at);
        if (at == left.size() || left.get(at) instanceof Argument.Tag) throw fault(":" + tag + " wants a value behind it");
        return Optional.of(left.remove(at));
    }

    Optional<String> string(String tag) throws ScriptFault {
        var value = behind(tag);
        if (value.isEmpty()) return Optional.empty();
        if (value.get() instanceof Argument.Strings(var values, _) && values.size() == 1) return Optional.of(values.getFirst());
        throw fault(":" + tag + " wants one string");
    }

    Optional<List<String>> strings(String tag) throws ScriptFault {
        var value = behind(tag);
        if (value.isEmpty()) return Optional.empty();
        if (value.get() instanceof Argument.Strings(var values, _)) return Optional.of(values);
        throw fault(":" + tag + " wants a string or a list");
    }

    Optional<Long> number(String tag) throws ScriptFault {
        var value = behind(tag);
        if (value.isEmpty()) return Optional.empty();
        if (value.get() instanceof Argument.Number(long number)) return Optional.of(number);
        throw fault(":" + tag + " wants a number");
    }

    /// How many are left that are no tags.
    int places() { return (int) left.stream().filter(argument -> !(argument instanceof Argument.Tag)).count(); }

    private Argument next(String what) throws ScriptFault {
        if (left.isEmpty()) throw fault(what + " is missing");
        if (left.getFirst() instanceof Argument.Tag(var name)) throw fault("what is :" + name + "?");
        return left.removeFirst();
    }

    List<String> strings() throws ScriptFault {
        if (next("a string or a list") instanceof Argument.Strings(var values, _)) return values;
        throw fault("here should stand a string or a list");
    }

    String string() throws ScriptFault {
        if (next("a string") instanceof Argument.Strings(var values, var list) && !list) return values.getFirst();
        throw fault("here should stand one string");
    }

    long number() throws ScriptFault {
        if (next("a number") instanceof Argument.Number(long value)) return value;
        throw fault("here should stand a number");
    }

    /// @throws ScriptFault something is left that nobody knows
    void end() throws ScriptFault {
        if (left.isEmpty()) return;
        throw fault(left.getFirst() instanceof Argument.Tag(var name) ? "what is :" + name + "?" : "there is one argument too many");
    }
}
