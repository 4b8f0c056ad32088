package org.posthouse.connector.ra;

import jakarta.resource.spi.Activation;
import org.posthouse.connector.api.Maildrop;

/// For the bean that implements [Maildrop].
@Activation(messageListeners = Maildrop.class)
public class MaildropActivation extends EndpointActivation {
    private static final long serialVersionUID = 1L;

    @Override Class<?> endpoint() { return Maildrop.class; }
}
