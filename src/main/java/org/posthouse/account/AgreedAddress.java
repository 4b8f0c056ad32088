package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/// An address of another house to which an account's mail is sent on, or will be when its reader has agreed.
@Entity @Table(name = "agreed_address") public class AgreedAddress {
    /// Where an account names it. A row that nothing names any more goes.
    public enum Place { FORWARD, FILTER }

    @Embeddable record Id(@Column(name = "account_id", nullable = false) long account, @Column(name = "address_key", nullable = false, length = 320) String key) implements Serializable { }

    @EmbeddedId private Id id;
    @Column(name = "address", nullable = false, length = 320) private String address;
    @Column(name = "asked") private Instant asked;
    @Column(name = "agreed") private Instant agreed;
    @Column(name = "by_forward", nullable = false) private boolean byForward;
    @Column(name = "by_filter", nullable = false) private boolean byFilter;

    protected AgreedAddress() { }

    AgreedAddress(long account, String key, String address) {
        id = new Id(account, key);
        this.address = address;
    }

    String key() { return id.key(); }

    public String address() { return address; }

    /// The last time.
    public Optional<Instant> asked() { return Optional.ofNullable(asked); }

    public boolean awaiting() { return agreed == null; }

    boolean named() { return byForward || byFilter; }

    boolean named(Place where) { return where == Place.FORWARD ? byForward : byFilter; }

    void named(Place where, boolean there) {
        if (where == Place.FORWARD) byForward = there;
        else byFilter = there;
    }

    void ask(Instant now) { asked = now; }

    void agree(Instant now) { agreed = now; }
}
