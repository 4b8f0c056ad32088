package org.posthouse.connector.ra;

import jakarta.resource.spi.Activation;
import org.posthouse.connector.api.MailIntake;

/// For the bean that implements [MailIntake].
@Activation(messageListeners = MailIntake.class)
public class MailIntakeActivation extends EndpointActivation {
    private static final long serialVersionUID = 1L;

    @Override Class<?> endpoint() { return MailIntake.class; }
}
