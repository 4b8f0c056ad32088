package org.posthouse.api;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.List;
import org.posthouse.account.Role;

/// Who calls.
record Caller(long account, String address, Role role) implements Principal {
    @Override public String getName() { return address; }

    static Caller of(SecurityContext context) {
        if (context.getUserPrincipal() instanceof Caller caller) return caller;
        throw new IllegalStateException("called without signing in");    // the filter lets nobody through
    }

    /// @throws Refused 403
    static Caller postmaster(SecurityContext context) {
        var caller = of(context);
        if (!caller.isPostmaster()) throw Refused.forbidden("only a postmaster may do this", List.of());
        return caller;
    }

    /// A postmaster, or the account itself.
    ///
    /// @throws Refused 403, whether the account exists or not
    static Caller of(SecurityContext context, long account) {
        var caller = of(context);
        if (!caller.isPostmaster() && caller.account != account) throw Refused.forbidden("this is not your account", List.of());
        return caller;
    }

    boolean isPostmaster() { return role == Role.POSTMASTER; }
}
