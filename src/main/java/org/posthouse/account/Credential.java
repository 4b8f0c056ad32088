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

/// Something by which an account proves itself.
@Entity @Table(name = "credential") class Credential {
    enum Kind {
        /// A PHC string.
        PASSWORD,
        /// RFC 5803 text, from the same password.
        SCRAM_SHA_256,
        /// The password itself under the key ring; only for accounts that asked for APOP.
        APOP
    }

    @Id @Column(name = "id") private long id;
    @ManyToOne(fetch = FetchType.LAZY, optional = false) @JoinColumn(name = "account_id") private Account account;
    @Enumerated(EnumType.STRING) @Column(name = "kind", nullable = false, length = 16) private Kind kind;
    @Column(name = "secret", nullable = false, length = 4000) private String secret;
    @Column(name = "created", nullable = false) private Instant created;

    protected Credential() { }

    Credential(long id, Account account, Kind kind, String secret, Instant created) {
        this.id = id;
        this.account = account;
        this.kind = kind;
        replace(secret, created);
    }

    Kind kind() { return kind; }

    String secret() { return secret; }

    void replace(String with, Instant at) {
        secret = with;
        created = at;
    }
}
