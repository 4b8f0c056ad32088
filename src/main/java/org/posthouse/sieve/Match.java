package org.posthouse.sieve;

import java.util.List;

/// Match type and comparator of a test (RFC 5228 §2.7, RFC 5231).
record Match(Type type, Relation relation, Comparator comparator) {
    enum Type { IS, CONTAINS, MATCHES, COUNT, VALUE }

    static Match of(Arguments arguments) throws ScriptFault {
        var comparator = Comparator.of(arguments);
        var count = arguments.string("count");
        var value = arguments.string("value");
        boolean is = arguments.tag("is");
        boolean contains = arguments.tag("contains");
        boolean matches = arguments.tag("matches");
        if ((count.isPresent() ? 1 : 0) + (value.isPresent() ? 1 : 0) + (is ? 1 : 0) + (contains ? 1 : 0) + (matches ? 1 : 0) > 1) throw arguments.fault("there is more than one match type");
        if (count.isPresent() || value.isPresent()) {
            arguments.needs("relational");
            return new Match(count.isPresent() ? Type.COUNT : Type.VALUE, Relation.of(arguments, count.or(() -> value).orElseThrow()), comparator);
        }
        if (comparator == Comparator.ASCII_NUMERIC && (contains || matches)) throw arguments.fault("numbers contain and match nothing");       // RFC 4790 §9.1
        return new Match(contains ? Type.CONTAINS : matches ? Type.MATCHES : Type.IS, Relation.EQ, comparator);
    }

    /// Any of the values goes with any of the keys.
    boolean any(Run run, List<String> values, List<String> keys) {
        if (type == Type.COUNT) return keys.stream().anyMatch(key -> relation.holds(Comparator.ASCII_NUMERIC.compare(Integer.toString(values.size()), key)));
        if (type == Type.CONTAINS) {                                     // each text is folded once, not once for each key
            var words = keys.stream().map(comparator::folded).toList();
            return values.stream().map(comparator::folded).anyMatch(value -> words.stream().anyMatch(value::contains));
        }
        for (var value : values) for (var key : keys) if (one(run, value, key)) return true;
        return false;
    }

    private boolean one(Run run, String value, String key) {
        return switch (type) {
            case IS -> comparator.compare(value, key) == 0;
            case VALUE -> relation.holds(comparator.compare(value, key));
            case MATCHES -> {
                var found = Wildcards.match(key, value, comparator);
                found.ifPresent(run::matched);
                yield found.isPresent();
            }
            case CONTAINS, COUNT -> throw new IllegalStateException("not compared one by one");
        };
    }
}
