package org.posthouse.endpoint;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthouse.account.Directory;
import org.posthouse.account.Door;
import org.posthouse.account.SignInDecision;
import org.posthouse.account.SignInDesk;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignIn;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.domain.Domains;
import org.posthouse.mime.Address;
import org.posthouse.policy.RecentSignIns;

/// Who is this? Passed on to the desk that decides for every protocol.
@MessageDriven @TransactionManagement(TransactionManagementType.BEAN)
public class SignInBean implements SignIn {
    @Inject SignInDesk desk;
    @Inject Domains domains;
    @Inject Directory directory;
    @Inject RecentSignIns recent;

    @Override public SignInVerdict password(Client client, String login, String password) {
        var name = whole(client, login);
        return noted(client, verdict(desk.password(Door.of(client.service()), client.remote().getAddress(), name, password), client, name));
    }

    @Override public SignInVerdict apop(Client client, String login, String banner, String digest) {
        var name = whole(client, login);
        return noted(client, verdict(desk.apop(Door.of(client.service()), client.remote().getAddress(), name, banner, digest), client, name));
    }

    /// A domain may have addresses of its own on this server.
    private String whole(Client client, String login) { return domains.local().separated(client.local().getAddress(), login); }

    /// Reading mail may open the way for sending it.
    private SignInVerdict noted(Client client, SignInVerdict verdict) {
        if (verdict instanceof SignInVerdict.Granted && (client.service() == Service.POP3 || client.service() == Service.POP3S)) recent.note(client.remote().getAddress());
        return verdict;
    }

    /// Who signs in to a mailbox as `jane+box@` means the folder `box`, and that stays in the address; an address that has a plus of its own does not mean that.
    private String address(String name, String primary) {
        int at = name.lastIndexOf('@');
        return at < 1 ? primary : directory.recipient(new Address(name.substring(0, at), name.substring(at + 1))).filter(found -> !found.detail().isEmpty()).map(_ -> name).orElse(primary);
    }

    private SignInVerdict verdict(SignInDecision decision, Client client, String name) {
        return switch (decision) {
            case SignInDecision.Granted(var account, var address, var _) -> new SignInVerdict.Granted(new SignedIn(account, client.service().submits() ? address : address(name, address)));
            case SignInDecision.Denied(var delay) -> new SignInVerdict.Denied(delay);
            case SignInDecision.Half _ -> throw new IllegalStateException("half a sign-in at a door for programs");
            case SignInDecision.Busy _ -> new SignInVerdict.Busy();
        };
    }
}
