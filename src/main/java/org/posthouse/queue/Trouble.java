package org.posthouse.queue;

import java.util.Locale;
import org.posthouse.setting.TextSetting;

/// Classes of failures, for whoever decides what is done about them and for the words of reports.
public enum Trouble {
    /// The other server does not know the address.
    UNKNOWN(TextSetting.ERRORS_UNKNOWN),
    /// The other server refuses for another reason.
    REFUSED(TextSetting.ERRORS_REFUSED),
    /// Tried in vain for as long as the schedule says.
    EXPIRED(TextSetting.ERRORS_EXPIRED),
    LOOP(TextSetting.ERRORS_LOOP),
    /// There is no way to the domain.
    ROUTING(TextSetting.ERRORS_ROUTING),
    /// In this house: a mailbox, a program, a file.
    LOCAL(TextSetting.ERRORS_LOCAL);

    private final TextSetting handling;

    Trouble(TextSetting handling) { this.handling = handling; }

    TextSetting handling() { return handling; }

    /// In keys of texts.
    String label() { return name().toLowerCase(Locale.ROOT); }

    static Trouble of(Delivery delivery, Outcome outcome) {
        if (outcome instanceof Outcome.Expired) return EXPIRED;
        var status = outcome.remark().enhanced();
        if (status.equals("5.4.6")) return LOOP;                                                           // RFC 3463 §3.5
        if (status.startsWith("5.4.") || status.equals("5.1.2") || status.equals("5.1.10")) return ROUTING;  // no such domain; RFC 7505 §4.2: it takes no mail
        if (status.matches("5\\.1\\.[136]")) return UNKNOWN;                                                // RFC 3463 §3.2
        return outcome.remark().host().isEmpty() && !delivery.transport().equals("smtp") ? LOCAL : REFUSED;
    }
}
