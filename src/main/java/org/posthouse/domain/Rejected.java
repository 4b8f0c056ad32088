package org.posthouse.domain;

import java.util.List;

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

    /// @param field its name in the contract's JSON
    public record Fault(String field, String message) { }

    private final Kind kind;
    private final transient List<Fault> faults;

    public Rejected(Kind kind, List<Fault> faults) {
        super(faults.isEmpty() ? kind.name() : faults.getFirst().field() + ": " + faults.getFirst().message(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    public static Rejected invalid(String field, String message) { return new Rejected(Kind.INVALID, List.of(new Fault(field, message))); }

    public static Rejected conflict(String field, String message) { return new Rejected(Kind.CONFLICT, List.of(new Fault(field, message))); }

    public static Rejected absent(String field, String message) { return new Rejected(Kind.ABSENT, List.of(new Fault(field, message))); }

    public static Rejected stale() { return new Rejected(Kind.STALE, List.of(new Fault("version", "changed meanwhile; read it again"))); }

    public Kind kind() { return kind; }

    public List<Fault> faults() { return faults; }
}
