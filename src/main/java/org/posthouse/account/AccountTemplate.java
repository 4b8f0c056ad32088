package org.posthouse.account;

import java.util.List;
import java.util.Optional;

/// What new accounts begin with.
public record AccountTemplate(FromRewrite fromRewrite, MailboxLimits limits, int expiryDays, boolean listed, String language, String timeZone) {
    public static final AccountTemplate PLAIN = new AccountTemplate(FromRewrite.NONE, MailboxLimits.INHERITED, 0, true, "", "");

    public AccountPlan plan(String name, List<String> addresses) {
        return new AccountPlan(name, addresses, Optional.empty(), Role.USER, false, fromRewrite, limits, expiryDays, List.of(), "", listed, language, timeZone, false);
    }
}
