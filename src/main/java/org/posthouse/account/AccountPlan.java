package org.posthouse.account;

import java.util.List;
import java.util.Optional;

/// Everything about an account that somebody may decide. A change is made by loading the plan, laying the wishes over it, and applying the whole.
///
/// @param name         real name, 1 to 255 characters
/// @param addresses    the first is the primary; at most 100
/// @param login        sign-in name within the domain; empty takes the local part of the primary address
/// @param expiryDays   mail older than this may be thrown away; 0 = never
/// @param restrictions networks and domains it may be used from ([org.posthouse.security.AccessList] notation); none = from everywhere
/// @param finger       what finger tells about the person, at most 2,000 characters
/// @param listed       shown in directories
/// @param language     BCP 47 tag, or empty for the house's
/// @param timeZone     IANA name, or empty for the house's
/// @param apop         POP3's APOP may be used; needs the password to be set at the same time
public record AccountPlan(String name, List<String> addresses, Optional<String> login, Role role, boolean locked, FromRewrite fromRewrite,
                          MailboxLimits limits, int expiryDays, List<String> restrictions, String finger, boolean listed,
                          String language, String timeZone, boolean apop) {
    public AccountPlan {
        addresses = List.copyOf(addresses);
        restrictions = List.copyOf(restrictions);
    }

    /// A plain account.
    public static AccountPlan of(String name, List<String> addresses) {
        return new AccountPlan(name, addresses, Optional.empty(), Role.USER, false, FromRewrite.NONE, MailboxLimits.INHERITED, 0, List.of(), "", true, "", "", false);
    }

    public AccountPlan fromRewrite(FromRewrite other) { return new AccountPlan(name, addresses, login, role, locked, other, limits, expiryDays, restrictions, finger, listed, language, timeZone, apop); }

    public AccountPlan restrictions(List<String> others) { return new AccountPlan(name, addresses, login, role, locked, fromRewrite, limits, expiryDays, others, finger, listed, language, timeZone, apop); }

    public AccountPlan finger(String other) { return new AccountPlan(name, addresses, login, role, locked, fromRewrite, limits, expiryDays, restrictions, other, listed, language, timeZone, apop); }

    public AccountPlan listed(boolean other) { return new AccountPlan(name, addresses, login, role, locked, fromRewrite, limits, expiryDays, restrictions, finger, other, language, timeZone, apop); }

    public AccountPlan at(String otherLanguage, String otherZone) { return new AccountPlan(name, addresses, login, role, locked, fromRewrite, limits, expiryDays, restrictions, finger, listed, otherLanguage, otherZone, apop); }
}
