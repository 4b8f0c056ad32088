package org.posthouse.container.server;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/// Puts [HouseServer] in the place of Payara's own container.
public final class OneServer implements LoadableExtension {
    @Override public void register(ExtensionBuilder builder) { builder.override(DeployableContainer.class, PayaraMicroDeployableContainer.class, HouseServer.class); }
}
