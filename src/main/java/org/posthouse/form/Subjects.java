package org.posthouse.form;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.domain.Administrators;
import org.posthouse.form.Subject.Face;

/// Who somebody is, from the account they signed in as. Called inside a transaction.
@ApplicationScoped public class Subjects {
    @Inject Accounts accounts;
    @Inject Administrators administrators;

    /// @param locale they asked for; empty for the account's
    public Optional<Subject> of(long account, Optional<Locale> locale, String client, Face face) {
        return accounts.find(account).map(a -> new Subject(a.id(), a.primaryAddress(), a.name(), a.role(), administrators.domainsOf(a.id()),
                locale.orElseGet(() -> a.language().isEmpty() ? Locale.ENGLISH : Locale.forLanguageTag(a.language())), zone(a), client, face));
    }

    private static ZoneId zone(Account account) {
        try {
            return account.timeZone().isEmpty() ? ZoneId.systemDefault() : ZoneId.of(account.timeZone());
        } catch (DateTimeException e) {
            return ZoneId.systemDefault();
        }
    }
}
