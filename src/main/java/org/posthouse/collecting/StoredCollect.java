package org.posthouse.collecting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/// A [CollectPlan] with the sealed password.
@Entity @Table(name = "collecting") class StoredCollect {
    @Id private long id;
    @Version @Column(nullable = false) private int version;
    @Column(name = "account_id", nullable = false) private long account;
    @Enumerated(EnumType.STRING) @Column(nullable = false, length = 8) private CollectPlan.Kind kind;
    @Column(nullable = false, length = 253) private String host;
    @Column(nullable = false) private int port;
    @Enumerated(EnumType.STRING) @Column(nullable = false, length = 16) private CollectPlan.Security security;
    @Column(nullable = false, length = 320) private String login;
    @Column(nullable = false, length = 2000) private String secret;
    @Column(nullable = false, length = 255) private String folder;
    @Column(nullable = false) private int minutes;
    @Column(name = "keep_days", nullable = false) private int keepDays;
    @Column(name = "most_octets", nullable = false) private long mostBytes;
    @Column(nullable = false, length = 64) private String field;
    @Column(nullable = false) private boolean active;
    @Column(nullable = false) private boolean anywhere;

    protected StoredCollect() { }

    StoredCollect(long id) { this.id = id; }

    void settle(CollectPlan plan, String sealed) {
        account = plan.account();
        kind = plan.kind();
        host = plan.host();
        port = plan.port();
        security = plan.security();
        login = plan.login();
        secret = sealed;
        folder = plan.folder();
        minutes = plan.minutes();
        keepDays = plan.keepDays();
        mostBytes = plan.mostBytes();
        field = plan.field().name();
        active = plan.active();
        anywhere = plan.anywhere();
    }

    long id() { return id; }

    int version() { return version; }

    String secret() { return secret; }

    CollectPlan plan() { return new CollectPlan(account, kind, host, port, security, login, folder, minutes, keepDays, mostBytes, CollectPlan.Field.valueOf(field), active, anywhere); }
}
