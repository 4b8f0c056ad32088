package org.posthouse.connector.listen;

/// The house had no room for a call in time, or is not there (yet, or any more). The call was not made: 451 4.3.2, 454 4.7.0, `-ERR [SYS/TEMP]`.
public final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String why) { super(why); }

    public Overloaded(String why, Throwable cause) { super(why, cause); }
}
