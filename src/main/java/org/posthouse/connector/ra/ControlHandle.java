package org.posthouse.connector.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.AdministeredObject;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.ServiceRules;

/// The connector's [Control] as an object the house looks up in JNDI. Any number of handles steer the one adapter.
@AdministeredObject(adminObjectInterfaces = Control.class)
public class ControlHandle implements Control, ResourceAdapterAssociation, Serializable {
    private static final long serialVersionUID = 1L;

    private transient PostalAdapter adapter;

    @Override public ResourceAdapter getResourceAdapter() { return adapter; }

    @Override public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (!(adapter instanceof PostalAdapter postal)) throw new ResourceException("belongs to another adapter: " + adapter);
        this.adapter = postal;
    }

    private Control control() {
        if (adapter == null) throw new IllegalStateException("the container has not joined this handle to its adapter");
        return adapter.control();
    }

    @Override public void house(House house) { control().house(house); }

    @Override public void names(Map<InetAddress, String> names) { control().names(names); }

    @Override public int open(Listener listener) throws IOException { return control().open(listener); }

    @Override public int move(Listener listener, Duration patience) throws IOException { return control().move(listener, patience); }

    @Override public void rules(Service service, ServiceRules rules) { control().rules(service, rules); }

    @Override public void close(Service service, Duration patience) { control().close(service, patience); }

    @Override public int drain(Duration patience) { return control().drain(patience); }

    @Override public void limits(Limits limits) { control().limits(limits); }

    @Override public void tls(SSLContext context) { control().tls(context); }

    @Override public void endSessions(long account) { control().endSessions(account); }

    @Override public Map<Service, Integer> sessions() { return control().sessions(); }
}
