package org.posthouse.table;

import org.posthouse.domain.Rejected.Fault;

/// What was sent is no table that can be read.
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean tooLarge;
    private final transient Fault fault;

    Unreadable(boolean tooLarge, Fault fault) {
        super(fault.message(), null, false, false);
        this.tooLarge = tooLarge;
        this.fault = fault;
    }

    /// It has more rows or octets than a table may have.
    public boolean tooLarge() { return tooLarge; }

    public Fault fault() { return fault; }
}
