package org.posthouse.wire;

import java.net.SocketTimeoutException;

/// A read was ended by [Wire#wake]: nothing more will be read, but a farewell can still be written.
/// It is a time-out to the TLS layer, the only failed read after which that layer still writes.
public final class Woken extends SocketTimeoutException {
    private static final long serialVersionUID = 1;

    Woken() { super("woken"); }
}
