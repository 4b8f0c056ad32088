package org.posthouse.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The accounts that every house has, reached under every local domain. Nobody else can have these names.
///
/// Only Postmaster has a mailbox and a password. Mail to the others is put into Postmaster's mailbox: abuse@ must be read by a person (RFC 2142 §4), answers to
/// mailer-daemon are questions about returned mail, and accounts@ has nobody else to read it as long as there are no mail forms.
public enum Reserved {
    /// RFC 5321 §4.5.1
    POSTMASTER("Postmaster"),
    ACCOUNTS("Account Manager"),
    ABUSE("Abuse Desk"),
    MAILER_DAEMON("Mail Delivery System");

    private final String title;

    Reserved(String title) { this.title = title; }

    /// The local part, which is also the address key: these have no domain.
    public String local() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    /// The real name the account gets.
    public String title() { return title; }

    /// @param local in any case
    public static Optional<Reserved> of(String local) { return Arrays.stream(values()).filter(r -> r.local().equalsIgnoreCase(local)).findFirst(); }
}
