package org.posthouse.wire;

import java.io.IOException;

/// The peer goes on sending far beyond a cap: the connection is not worth draining any more.
public final class Flood extends IOException {
    private static final long serialVersionUID = 1;

    public Flood(String what) { super(what); }
}
