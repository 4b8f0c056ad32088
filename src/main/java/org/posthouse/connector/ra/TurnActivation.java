package org.posthouse.connector.ra;

import jakarta.resource.spi.Activation;
import org.posthouse.connector.api.Turn;

/// For the bean that implements [Turn].
@Activation(messageListeners = Turn.class)
public class TurnActivation extends EndpointActivation {
    private static final long serialVersionUID = 1L;

    @Override Class<?> endpoint() { return Turn.class; }
}
