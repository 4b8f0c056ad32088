package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/// Something by which an account proves itself.
@Entity @Table(name = "credential") class Credential {
    enum Kind {
        /// A PHC string.
        PASSWORD,
        /// RFC 5803 text, from the same password.
        SCRAM_SHA_256,
        /// The password itself under the key ring; only for accounts that asked for APOP.
        APOP,
        /// SHA-256 of a secret that the house made for one mail program.
        APP_PASSWORD,
        /// SHA-256 of a secret that the house made for one program that uses the API.
        API_TOKEN,
        /// The secret of an authenticator app under the key ring.
        TOTP,
        /// The same, shown to somebody who has not typed a code of it yet.
        TOTP_OFFERED,
        /// SHA-256 of codes that stand in for the app once each, with spaces between.
        RECOVERY
    }

    @Id @Column(name = "id") private long id;
    @ManyToOne(fetch = FetchType.LAZY, optional = false) @JoinColumn(name = "account_id") private Account account;
    @Enumerated(EnumType.STRING) @Column(name = "kind", nullable = false, length = 16) private Kind kind;
    @Column(name = "secret", nullable = false, length = 4000) private String secret;
    @Column(name = "created", nullable = false) private Instant created;
    @Column(name = "name", nullable = false, length = 100) private String name = "";
    @Column(name = "last_used") private Instant lastUsed;
    @Column(name = "expires") private Instant expires;
    @Column(name = "used_step", nullable = false) private long usedStep;

    protected Credential() { }

    Credential(long id, Account account, Kind kind, String secret, Instant created) {
        this.id = id;
        this.account = account;
        this.kind = kind;
        replace(secret, created);
    }

    Credential named(String given, Optional<Instant> ends) {
        name = given;
        expires = ends.orElse(null);
        return this;
    }

    Credential used(long step) {
        usedStep = step;
        return this;
    }

    long id() { return id; }

    Account account() { return account; }

    Kind kind() { return kind; }

    String secret() { return secret; }

    Instant created() { return created; }

    String name() { return name; }

    Optional<Instant> lastUsed() { return Optional.ofNullable(lastUsed); }

    Optional<Instant> expires() { return Optional.ofNullable(expires); }

    long usedStep() { return usedStep; }

    void replace(String with, Instant at) {
        secret = with;
        created = at;
    }
}
