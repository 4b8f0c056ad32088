package org.posthouse.queue;

import java.util.Locale;
import java.util.Optional;
import org.posthouse.setting.TextSetting;

/// Classes of failures, for whoever decides what is done about them and for the words of reports.
public enum Trouble {
    /// The other server does not know the address.
    UNKNOWN(Optional.of(TextSetting.ERRORS_UNKNOWN)),
    /// The other server refuses for another reason.
    REFUSED(Optional.of(TextSetting.ERRORS_REFUSED)),
    /// Tried in vain for as long as the schedule says.
    EXPIRED(Optional.of(TextSetting.ERRORS_EXPIRED)),
    LOOP(Optional.of(TextSetting.ERRORS_LOOP)),
    /// There is no way to the domain.
    ROUTING(Optional.of(TextSetting.ERRORS_ROUTING)),
    /// In this house: a mailbox, a program, a file.
    LOCAL(Optional.of(TextSetting.ERRORS_LOCAL)),
    /// A person gave it up: there is nothing to choose any more.
    GIVEN_UP(Optional.empty());

    private final Optional<TextSetting> handling;

    Trouble(Optional<TextSetting> handling) { this.handling = handling; }

    /// Says what is done about it; empty when it goes back in any case.
    Optional<TextSetting> handling() { return handling; }

    /// In keys of texts.
    String label() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    static Trouble of(Delivery delivery, Outcome outcome) {
        if (delivery.state() == Delivery.State.GIVEN_UP) return GIVEN_UP;
        if (outcome instanceof Outcome.Expired) return EXPIRED;
        var status = outcome.remark().enhanced();
        if (status.equals("5.4.6")) return LOOP;                                                           // RFC 3463 §3.5
        if (status.startsWith("5.4.") || status.equals("5.1.2") || status.equals("5.1.10")) return ROUTING;  // no such domain; RFC 7505 §4.2: it takes no mail
        if (status.matches("5\\.1\\.[136]")) return UNKNOWN;                                                // RFC 3463 §3.2
        return outcome.remark().host().isEmpty() && !delivery.transport().equals("smtp") ? LOCAL : REFUSED;
    }
}
