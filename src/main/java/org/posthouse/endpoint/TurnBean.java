package org.posthouse.endpoint;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.List;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Turn;
import org.posthouse.connector.api.TurnVerdict;

/// Those who call for their mail.
@MessageDriven @TransactionManagement(TransactionManagementType.BEAN)
public class TurnBean implements Turn {
    @Override public Reply start(Client client, String node) { return Reply.of(459, "4.7.1", "Node " + node + " not allowed: nothing waits here for it"); }

    @Override public TurnVerdict turn(Client client, List<String> domains) { return new TurnVerdict.Refused(Reply.of(450, "4.7.1", "ATRN request refused")); }
}
