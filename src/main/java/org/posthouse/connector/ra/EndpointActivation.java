package org.posthouse.connector.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;

/// How a message-driven bean of the house is tied to the connector. It has no properties: ports, limits and certificates are live settings that
/// come down by [org.posthouse.connector.api.Control].
abstract class EndpointActivation implements ActivationSpec, Serializable {
    private static final long serialVersionUID = 1L;

    private transient ResourceAdapter adapter;

    /// The interface the bean implements.
    abstract Class<?> endpoint();

    @Override public void validate() throws InvalidPropertyException {
        if (adapter != null && !(adapter instanceof PostalAdapter)) throw new InvalidPropertyException("belongs to another adapter: " + adapter.getClass().getName());
    }

    @Override public ResourceAdapter getResourceAdapter() { return adapter; }

    @Override public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        // Jakarta Connectors 2.1 §5.3.3: the association is made once
        if (this.adapter != null) throw new jakarta.resource.spi.IllegalStateException("already belongs to an adapter");
        this.adapter = adapter;
    }
}
