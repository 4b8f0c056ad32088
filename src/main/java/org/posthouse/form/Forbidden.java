package org.posthouse.form;

/// Somebody asked for what is not theirs. Nothing was changed.
public final class Forbidden extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Forbidden() { super("not theirs", null, false, false); }
}
