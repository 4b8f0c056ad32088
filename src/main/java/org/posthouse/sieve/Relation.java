package org.posthouse.sieve;

import java.util.Locale;

/// How two values stand to each other (RFC 5231 §4).
enum Relation {
    GT, GE, LT, LE, EQ, NE;

    static Relation of(Arguments arguments, String name) throws ScriptFault {
        for (var one : values()) if (one.name().toLowerCase(Locale.ROOT).equals(name)) return one;
        throw arguments.fault("the relation is one of gt, ge, lt, le, eq and ne, not " + name);
    }

    boolean holds(int compared) {
        return switch (this) {
            case GT -> compared > 0;
            case GE -> compared >= 0;
            case LT -> compared < 0;
            case LE -> compared <= 0;
            case EQ -> compared == 0;
            case NE -> compared != 0;
        };
    }
}
