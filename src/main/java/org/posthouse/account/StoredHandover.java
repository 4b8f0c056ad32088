package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.posthouse.machine.Handover;

/// A [Handover] of a [StoredDelivery].
@Embeddable class StoredHandover {
    @Column(name = "transport", nullable = false, length = 16) private String transport;
    @Column(name = "target", nullable = false, length = 500) private String target;

    protected StoredHandover() { }

    StoredHandover(Handover handover) {
        transport = handover.transport();
        target = handover.target();
    }

    Handover handover() { return new Handover(transport, target); }
}
