package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when every service that is wanted accepts.
@Readiness @ApplicationScoped public class ListenersReady implements HealthCheck {
    @Inject Listeners listeners;

    @Override public HealthCheckResponse call() {
        var open = listeners.ports();
        var answer = HealthCheckResponse.named("listeners");
        boolean all = true;
        for (var service : listeners.wanted()) {
            boolean accepts = open.containsKey(service);
            all &= accepts;
            answer = answer.withData(service.label(), accepts ? "port " + open.get(service) : "closed");
        }
        return answer.status(all).build();
    }
}
