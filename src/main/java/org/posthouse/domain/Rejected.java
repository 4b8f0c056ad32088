package org.posthouse.domain;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;

/// A change that the house will not make, with the fields that stand in the way. Thrown by modules, told to people by the faces.
/// The transaction it passes through is rolled back.
public class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    public enum Kind {
        /// A value cannot be used.
        INVALID,
        /// Something else has that name, or depends on this.
        CONFLICT,
        /// There is no such thing.
        ABSENT,
        /// Somebody changed it meanwhile.
        STALE
    }

    /// What is wrong with one field.
    ///
    /// @param field     its name in the contract's JSON
    /// @param pattern   English, as a MessageFormat pattern; its translations stand in `org.posthouse.text.faults` under [#key()]
    /// @param arguments put into it
    public record Fault(String field, String pattern, List<Object> arguments) {
        public Fault(String field, String pattern, Object... arguments) { this(field, pattern, List.of(arguments)); }

        /// In English.
        public String message() { return arguments.isEmpty() ? pattern : new MessageFormat(pattern, Locale.ENGLISH).format(arguments.toArray()); }

        /// The pattern in lower case, what is no letter or digit as one hyphen.
        public String key() { return pattern.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", ""); }
    }

    private final Kind kind;
    private final transient List<Fault> faults;

    public Rejected(Kind kind, List<Fault> faults) {
        super(faults.isEmpty() ? kind.name() : faults.getFirst().field() + ": " + faults.getFirst().message(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    public static Rejected invalid(String field, String pattern, Object... arguments) { return new Rejected(Kind.INVALID, List.of(new Fault(field, pattern, arguments))); }

    public static Rejected conflict(String field, String pattern, Object... arguments) { return new Rejected(Kind.CONFLICT, List.of(new Fault(field, pattern, arguments))); }

    public static Rejected absent(String field, String pattern, Object... arguments) { return new Rejected(Kind.ABSENT, List.of(new Fault(field, pattern, arguments))); }

    public static Rejected stale() { return new Rejected(Kind.STALE, List.of(new Fault("version", "changed meanwhile; read it again"))); }

    public Kind kind() { return kind; }

    public List<Fault> faults() { return faults; }
}
