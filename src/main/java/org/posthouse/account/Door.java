package org.posthouse.account;

import java.util.Locale;
import org.posthouse.connector.api.Service;

/// Where somebody signs in.
public enum Door {
    SMTP, SUBMISSION, SUBMISSIONS, LMTP, POP3, POP3S, WEB, API;

    public static Door of(Service service) { return valueOf(service.name()); }

    /// As in logs and tables.
    public String label() { return name().toLowerCase(Locale.ROOT); }

    /// A mail program stands there: it takes app passwords, and cannot ask for a second factor.
    boolean isForPrograms() { return this != WEB && this != API; }
}
