package org.posthouse.gateway;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// The addresses that exist in a relay domain; read here, written by plain SQL.
@Entity @Table(name = "relay_recipients") class RelayRecipients {
    @Id @Column(name = "relay_id") private long relay;
    @Column(nullable = false) private long edition;
    @Column(nullable = false, length = 16_777_215) private String addresses;

    protected RelayRecipients() { }
}
