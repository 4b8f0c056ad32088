package org.posthouse.routing;

import java.util.Locale;

/// What decided about an address.
///
/// @param name what people call it: the alias, the entry, the account
/// @param form where it is changed, as a form's id and key, `typed-alias/42`; empty for what nobody changes
public record Rule(Kind kind, String name, String form) {
    public enum Kind {
        /// The name or an address of this server: the first domain, or the one that has the address.
        OWN_NAME,
        /// Another name of a domain.
        DOMAIN_ALIAS,
        /// The return address of a message that was forwarded from here.
        RETURN,
        /// A name that every house has.
        SERVICE,
        TYPED_ALIAS,
        /// One of a mailing list's.
        LIST, ACCOUNT, SUB_ADDRESS, CHANNEL_ALIAS, REDIRECT, CATCH_ALL,
        /// An account's delivery plan sends it on.
        FORWARD,
        /// What an account lets happen to its mail sends it on.
        SORTED,
        /// Nobody here has the address.
        NOBODY,
        /// The address was met before on the same way.
        LOOP,
        /// More steps or more addresses than one message may have.
        TOO_MANY,
        /// The routing table.
        ROUTE,
        /// Relay control, blocks and the like, which other modules tell of.
        POLICY
    }

    /// Where it is changed, as a path of the web face; empty for what nobody changes.
    public String path() { return form.isEmpty() || form.startsWith("/") ? form : "/admin/" + form; }

    /// As other faces write the kind: `typed-alias`.
    public String label() { return kind.name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    static Rule of(Kind kind, String name) { return new Rule(kind, name, ""); }
}
