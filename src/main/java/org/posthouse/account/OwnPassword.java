package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import org.posthouse.account.SignInDecision.Busy;
import org.posthouse.account.SignInDecision.Denied;
import org.posthouse.domain.Rejected;
import org.posthouse.security.Patience;

/// Asks for the own password again, before something that others must not do at an unlocked screen. Outside of transactions: a wrong one is answered as late as at the sign-in page.
@ApplicationScoped public class OwnPassword {
    private static final System.Logger LOG = System.getLogger(OwnPassword.class.getName());

    @Inject SignInDesk desk;

    /// @param client as [org.posthouse.account.SignInDesk] takes it, in text
    /// @throws Rejected INVALID when it is not theirs, CONFLICT when too many ask at once
    public void check(String client, long account, String field, String typed) {
        if (typed.isEmpty()) throw Rejected.invalid(field, "your own password is needed for this");
        var decision = desk.confirm(InetAddress.ofLiteral(client.replaceFirst("%.*", "")), account, typed);
        if (decision instanceof Busy) throw busy(field);
        if (!(decision instanceof Denied(var delay))) return;
        LOG.log(Level.INFO, "event=own-password-wrong account={0} client={1}", Long.toString(account), client);
        if (!Patience.sitOut(delay)) throw busy(field);
        throw Rejected.invalid(field, "is not your password");
    }

    private static Rejected busy(String field) { return Rejected.conflict(field, "too many passwords are looked at just now; try again in a moment"); }
}
