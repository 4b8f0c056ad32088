package org.posthouse.endpoint;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Turn;
import org.posthouse.connector.api.TurnVerdict;
import org.posthouse.gateway.Calls;

/// Those who call for their mail.
@MessageDriven @TransactionManagement(TransactionManagementType.BEAN)
public class TurnBean implements Turn {
    @Inject Calls calls;

    @Override public Reply start(Client client, String node) { return calls.start(client, node); }

    @Override public TurnVerdict turn(Client client, List<String> domains) { return calls.turn(client, domains); }
}
