package org.posthouse.form;

/// What a form's key names.
public enum Scope {
    /// There is one in the house; no key.
    HOUSE,
    /// An account, by its id. People reach their own without a key.
    ACCOUNT,
    /// A domain, by its id.
    DOMAIN,
    /// A mailing list, by its id and a dot and what of it.
    LIST,
    /// Something else, which the handler knows by its key (a token, a change, a service).
    THING
}
