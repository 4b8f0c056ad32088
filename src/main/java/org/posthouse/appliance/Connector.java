package org.posthouse.appliance;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.resource.AdministeredObjectDefinition;
import org.posthouse.connector.api.Control;

/// The way down to the connector: its control object, by the name under which this definition puts it into JNDI.
@AdministeredObjectDefinition(name = Connector.CONTROL, resourceAdapter = "posthouse-connector",
        interfaceName = "org.posthouse.connector.api.Control", className = "org.posthouse.connector.ra.ControlHandle")
@ApplicationScoped public class Connector {
    static final String CONTROL = "java:app/posthouse/control";

    @Resource(lookup = CONTROL) private Control control;

    public Control control() { return control; }
}
