package org.posthouse.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A browser that is signed in.
@Entity @Table(name = "access_token") class AccessToken {
    @Id @Column(name = "id") private long id;
    @Column(name = "token_hash", nullable = false, length = 64) private String hash;
    @Column(name = "account_id", nullable = false) private long account;
    @Column(name = "network", nullable = false, length = 45) private String network;
    @Column(name = "client", nullable = false, length = 45) private String client;
    @Column(name = "agent", nullable = false, length = 200) private String agent;
    @Column(name = "created", nullable = false) private Instant created;
    @Column(name = "last_used", nullable = false) private Instant lastUsed;

    protected AccessToken() { }

    AccessToken(long id, String hash, long account, String network, String client, String agent, Instant now) {
        this.id = id;
        this.hash = hash;
        this.account = account;
        this.network = network;
        this.client = client;
        this.agent = agent;
        created = lastUsed = now;
    }

    long id() { return id; }

    String client() { return client; }

    String agent() { return agent; }

    Instant created() { return created; }

    Instant lastUsed() { return lastUsed; }
}
