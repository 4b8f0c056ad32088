package org.posthouse.form;

import java.util.Locale;
import java.util.Set;
import org.posthouse.account.Account;
import org.posthouse.account.Role;

/// Who fills in a form.
///
/// @param account their own; 0 for a [guest][#isGuest]
/// @param address its primary address
/// @param name    their real name
/// @param domains ids of the domains they administer
/// @param locale  English, Japanese or Simplified Chinese
/// @param zone    for dates and times
/// @param client  where they are, for the history
/// @param face    how they came
public record Subject(long account, String address, String name, Role role, Set<Long> domains, Locale locale, java.time.ZoneId zone, String client, Face face) {
    public enum Face { WEB, API, MAIL }

    public Subject { domains = Set.copyOf(domains); }

    /// Has no account here and is known by an address alone that has answered a letter: a member of lists.
    public boolean isGuest() { return account == 0; }

    public boolean isPostmaster() { return role == Role.POSTMASTER; }

    /// A postmaster administers all.
    public boolean administers(long domain) { return isPostmaster() || domains.contains(domain); }

    /// A postmaster all; a domain administrator those at home in the own domains, postmasters excepted. Inside a transaction.
    public boolean administers(Account account) {
        return isPostmaster() || account.role() != Role.POSTMASTER && account.domain().filter(d -> administers(d.id())).isPresent();
    }

    public boolean is(Audience audience) {
        return switch (audience) {
            case POSTMASTER -> isPostmaster();
            case DOMAIN_ADMINISTRATOR -> isPostmaster() || !domains.isEmpty();
            case OWNER, SELF -> true;                                    // anybody may own a list: whose it is, the form asks
        };
    }

    /// With everything an administrator of any kind may see.
    public boolean isAdministrator() { return isPostmaster() || !domains.isEmpty(); }
}
