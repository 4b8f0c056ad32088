package org.posthouse.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Subject;
import org.posthouse.form.Subjects;
import org.posthouse.form.admin.Wards;

/// Whose account a call may be about: one's own, and those one administers.
@ApplicationScoped class Reach {
    @Inject Accounts accounts;
    @Inject Subjects subjects;
    @Inject Wards wards;
    @Inject Writes writes;

    /// In a transaction.
    ///
    /// @throws Refused 403
    Subject subject(Caller caller) {
        return subjects.of(caller.account(), Optional.of(Locale.ENGLISH), "", Subject.Face.API).orElseThrow(() -> Refused.forbidden("this account is gone", List.of()));
    }

    /// @throws Refused 403 for people who administer nothing
    Subject administrator(Caller caller) {
        var who = writes.reading(() -> subject(caller));
        if (!who.isAdministrator()) throw Refused.forbidden("only an administrator may do this", List.of());
        return who;
    }

    /// Their own, or one they administer. In a transaction.
    ///
    /// @throws Refused 403 for anybody else's, whether it exists or not; 404
    Account account(Caller caller, long id) {
        var found = accounts.find(id);
        if (id != caller.account() && !found.map(a -> subject(caller).administers(a)).orElse(caller.isPostmaster())) throw Refused.forbidden("this is not your account", List.of());
        return found.orElseThrow(() -> Refused.notFound("no such account"));
    }

    /// One they administer. In a transaction.
    ///
    /// @throws Refused 403, 404
    Account ward(Caller caller, long id) {
        var account = account(caller, id);
        if (!subject(caller).administers(account)) throw Refused.forbidden("only an administrator may do this", List.of());
        return account;
    }

    void withinReach(Subject who, List<String> before, List<String> wanted) { wards.withinReach(who, before, wanted); }

    /// Who the postmasters are is decided by postmasters, who give their own password with the call: a token is not enough.
    ///
    /// @throws Refused 403 naming `role`
    void mayGive(SecurityContext security, Subject who, Fields fields) {
        if (!fields.has("role")) return;
        if (!who.isPostmaster()) throw Refused.forbidden("some fields are the postmaster's", List.of(new Fault("role", "only a postmaster may change this")));
        withPassword(security, "role");
    }

    /// @throws Refused 403 naming the field
    void withPassword(SecurityContext security, String field) {
        if (!SecurityContext.BASIC_AUTH.equals(security.getAuthenticationScheme())) throw Refused.forbidden("this needs your own password", List.of(new Fault(field, "needs a call with your own password instead of a token")));
    }
}
