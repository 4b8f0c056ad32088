package org.posthouse.account;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which accounts somebody wants to see, in which order.
///
/// @param text    words or addresses, by their beginnings; empty finds all
/// @param within  only accounts of these domains; empty for all accounts, reserved ones too
/// @param domain  only this one of them
public record AccountQuery(String text, Standing standing, Optional<Set<Long>> within, Optional<Long> domain, Sort sort) {
    public static final AccountQuery ALL = new AccountQuery("", Standing.ALL, Optional.empty(), Optional.empty(), Sort.NAME);

    /// Groups of accounts that want something.
    public enum Standing {
        /// All but those in the trash; so for the other three.
        ALL, LOCKED,
        /// Nobody signs in until one is set; reserved accounts need none.
        WITHOUT_PASSWORD,
        /// Postmasters, and who administers a domain.
        ADMINISTRATORS,
        TRASH;

        /// As in paths: lower case, with hyphens.
        public String label() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }
    }

    public enum Sort {
        NAME, ADDRESS,
        /// Latest first; who never signed in comes last.
        LAST_SIGN_IN,
        /// Newest first.
        CREATED;

        public String label() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }
    }

    public AccountQuery text(String other) { return new AccountQuery(other, standing, within, domain, sort); }

    public AccountQuery standing(Standing other) { return new AccountQuery(text, other, within, domain, sort); }

    /// Only what an administrator of these domains may see.
    public AccountQuery within(Set<Long> domains) { return new AccountQuery(text, standing, Optional.of(Set.copyOf(domains)), domain, sort); }

    public AccountQuery domain(long one) { return new AccountQuery(text, standing, within, Optional.of(one), sort); }

    public AccountQuery sort(Sort other) { return new AccountQuery(text, standing, within, domain, other); }
}
