package org.posthouse.form;

/// Kinds of people.
public enum Audience {
    /// May do everything.
    POSTMASTER,
    /// Administers some domains, and the accounts in them.
    DOMAIN_ADMINISTRATOR,
    /// Owns mailing lists, or administers their domain: which, each form asks.
    OWNER,
    /// Anybody who is signed in, about their own account.
    SELF
}
