package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/// An address of a [StoredDelivery] whose reader was asked whether it may get the mail, and has not agreed.
@Embeddable public class Awaited {
    @Column(name = "address", nullable = false, length = 320) private String address;
    @Column(name = "asked", nullable = false) private Instant asked;

    protected Awaited() { }

    Awaited(String address, Instant asked) {
        this.address = address;
        this.asked = asked;
    }

    public String address() { return address; }

    /// The last time.
    public Instant asked() { return asked; }
}
