package org.posthouse.form;

/// Kinds of people.
public enum Audience {
    /// May do everything.
    POSTMASTER,
    /// Administers some domains, and the accounts in them.
    DOMAIN_ADMINISTRATOR,
    /// Anybody who is signed in, about their own account.
    SELF
}
