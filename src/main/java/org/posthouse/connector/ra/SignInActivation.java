package org.posthouse.connector.ra;

import jakarta.resource.spi.Activation;
import org.posthouse.connector.api.SignIn;

/// For the bean that implements [SignIn].
@Activation(messageListeners = SignIn.class)
public class SignInActivation extends EndpointActivation {
    private static final long serialVersionUID = 1L;

    @Override Class<?> endpoint() { return SignIn.class; }
}
