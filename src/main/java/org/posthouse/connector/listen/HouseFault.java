package org.posthouse.connector.listen;

/// An exception out of the house, as cause. What the call did is unknown, so nothing may be acknowledged: 451 4.3.0, `-ERR [SYS/TEMP]`, and one ERROR line.
public final class HouseFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HouseFault(Throwable cause) { super(cause); }
}
