package org.posthouse.endpoint;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthouse.account.SignInDecision;
import org.posthouse.account.SignInDesk;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.SignIn;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.api.SignedIn;

/// Who is this? Passed on to the desk that decides for every protocol.
@MessageDriven @TransactionManagement(TransactionManagementType.BEAN)
public class SignInBean implements SignIn {
    @Inject SignInDesk desk;

    @Override public SignInVerdict password(Client client, String login, String password) {
        return verdict(desk.password(client.remote().getAddress(), login, password));
    }

    @Override public SignInVerdict apop(Client client, String login, String banner, String digest) {
        return verdict(desk.apop(client.remote().getAddress(), login, banner, digest));
    }

    private static SignInVerdict verdict(SignInDecision decision) {
        return switch (decision) {
            case SignInDecision.Granted(var account, var address, var _) -> new SignInVerdict.Granted(new SignedIn(account, address));
            case SignInDecision.Denied(var delay) -> new SignInVerdict.Denied(delay);
            case SignInDecision.Busy _ -> new SignInVerdict.Busy();
        };
    }
}
