package org.posthouse.connector.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import javax.transaction.xa.XAResource;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.listen.ListeningPost;

/// The connector as the container sees it: started with its archive, told of the house's message-driven beans, stopped at undeploy.
@Connector(displayName = "Posthouse", description = "SMTP, LMTP and POP3 listeners", vendorName = "Posthouse", eisType = "Internet mail",
        version = "1", transactionSupport = TransactionSupportLevel.NoTransaction)
public class PostalAdapter implements ResourceAdapter, Serializable {
    private static final long serialVersionUID = 1L;
    /// At undeploy; an orderly stop has drained with the patience of its own long before.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private transient volatile EndpointBridge bridge;
    private transient volatile ListeningPost post;

    @Override public void start(BootstrapContext context) {
        bridge = new EndpointBridge(new CallGate());
        post = new ListeningPost(Protocols.all(), bridge, Clock.systemUTC());
    }

    /// Frees every port and ends every session.
    @Override public void stop() {
        if (post != null) post.drain(PATIENCE);
    }

    @Override public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof EndpointActivation activation)) throw new NotSupportedException("not an activation of this adapter: " + spec);
        bridge.connect(activation.endpoint(), factory);
    }

    @Override public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) { bridge.disconnect(factory); }

    /// There are no transactions here to recover.
    @Override public XAResource[] getXAResources(ActivationSpec[] specs) { return new XAResource[0]; }

    /// How the house steers the listeners; [ControlHandle] carries it into JNDI.
    ///
    /// @throws IllegalStateException before [#start]
    Control control() {
        if (post == null) throw new IllegalStateException("the connector is not started");
        return post;
    }
}
