package org.posthouse.setting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Optional;

/// What somebody chose for one service.
@Entity @Table(name = "service_choice") class ServiceChoice {
    @Id @Column(name = "service", length = 32) private String service;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "enabled") private Boolean enabled;
    @Column(name = "port") private Integer port;
    @Column(name = "addresses", length = 2000) private String addresses;
    @Column(name = "connections", nullable = false) private int connections;
    @Column(name = "idle_seconds", nullable = false) private int idleSeconds;
    @Column(name = "tls_sign_in", nullable = false) private boolean tlsToSignIn;

    protected ServiceChoice() { }

    ServiceChoice(String service) { this.service = service; }

    String service() { return service; }

    int version() { return version; }

    ServicePlan plan() {
        return new ServicePlan(Optional.ofNullable(enabled), Optional.ofNullable(port), Optional.ofNullable(addresses).map(text -> List.of(text.split(" "))), connections, idleSeconds, tlsToSignIn);
    }

    void settle(ServicePlan plan) {
        enabled = plan.on().orElse(null);
        port = plan.port().orElse(null);
        addresses = plan.addresses().map(all -> String.join(" ", all)).orElse(null);
        connections = plan.connections();
        idleSeconds = plan.idleSeconds();
        tlsToSignIn = plan.tlsToSignIn();
    }
}
