package org.posthouse.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.RecipientVerdict;
import org.posthouse.connector.api.RecipientVerdict.Refused;
import org.posthouse.connector.api.RecipientVerdict.Welcome;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Address;

/// May this client reach recipients on other servers through this house?
@ApplicationScoped public class RelayControl {
    private static final Reply CLOSED = Reply.of(550, "5.7.1", "This server does not relay: the recipient's domain is not one of its own");
    private static final Reply LATER = Reply.of(451, "4.4.3", "The server that knows this recipient does not answer, try again later");

    @Inject Policies policies;
    @Inject RecentSignIns signIns;
    @Inject @Any Instance<RelayGate> gates;

    /// Why a client may send anywhere.
    public enum Permit {
        NONE, SIGNED_IN, NETWORK,
        /// Read mail by POP3 from the same address shortly before.
        POP
    }

    public Permit permit(Client client, Sender sender) {
        if (client.who().isPresent()) return Permit.SIGNED_IN;
        var address = client.remote().getAddress();
        if (policies.now().relaying().permits(address, sender).isPresent()) return Permit.NETWORK;
        return signIns.recent(address) ? Permit.POP : Permit.NONE;
    }

    /// For a recipient elsewhere.
    public RecipientVerdict judge(Client client, Sender sender, Address recipient) {
        if (permit(client, sender) != Permit.NONE) return new Welcome();
        for (var gate : gates) {
            var answer = gate.ask(client, sender, recipient);
            if (!(answer instanceof RelayGate.Answer.Pass)) return judge(answer);
        }
        return new Refused(CLOSED);
    }

    private static RecipientVerdict judge(RelayGate.Answer answer) {
        return switch (answer) {
            case RelayGate.Answer.Pass() -> new Refused(CLOSED);
            case RelayGate.Answer.Open _ -> new Welcome();
            case RelayGate.Answer.Shut(var reply) -> new Refused(reply);
            case RelayGate.Answer.Asking asking -> new RecipientVerdict.Asking(() -> awaited(asking));
        };
    }

    private static RecipientVerdict.Settled awaited(RelayGate.Answer.Asking asking) throws InterruptedException {
        try {
            var answer = asking.later().get(asking.patience().toNanos(), TimeUnit.NANOSECONDS);
            return judge(answer) instanceof RecipientVerdict.Settled settled ? settled : new Refused(LATER);
        } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException unknown) {
            asking.later().cancel(true);
            return new Refused(LATER);
        }
    }

    /// Names of the gates that would open, for who wants a recipient explained.
    public List<RelayGate.Answer> gates(Client client, Sender sender, Address recipient) { return gates.stream().map(gate -> gate.ask(client, sender, recipient)).toList(); }
}
