package org.posthouse.smtpclient;

import java.io.IOException;

/// The server does not speak SMTP, or too much of it.
final class Nonsense extends IOException {
    private static final long serialVersionUID = 1;

    Nonsense(String what) { super(what); }
}
