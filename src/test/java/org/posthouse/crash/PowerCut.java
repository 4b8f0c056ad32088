package org.posthouse.crash;

import java.io.IOException;

/// There is no disk any more.
public final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;

    PowerCut(String during) { super("power cut, at " + during); }
}
