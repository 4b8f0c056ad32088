package org.posthouse.account;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;

/// A [DeliveryPlan] that is not [DeliveryPlan#HERE]; who was asked is among the [AgreedAddresses].
@Entity @Table(name = "delivery_plan") class StoredDelivery {
    @Id @Column(name = "account_id") private long account;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "mailbox", nullable = false) private boolean mailbox;
    @Column(name = "keep_copy", nullable = false) private boolean keepCopy;
    @Enumerated(EnumType.STRING) @Column(name = "detail", nullable = false, length = 16) private DeliveryPlan.Detail detail = DeliveryPlan.Detail.INBOX;
    @ElementCollection @CollectionTable(name = "delivery_forward", joinColumns = @JoinColumn(name = "account_id"))
    @OrderColumn(name = "position") @Column(name = "address", nullable = false, length = 320)
    private List<String> forward = new ArrayList<>();
    @ElementCollection @CollectionTable(name = "delivery_handover", joinColumns = @JoinColumn(name = "account_id")) @OrderColumn(name = "position")
    private List<StoredHandover> handovers = new ArrayList<>();

    protected StoredDelivery() { }

    StoredDelivery(long account) { this.account = account; }

    DeliveryPlan plan() { return new DeliveryPlan(mailbox, List.copyOf(forward), keepCopy, handovers.stream().map(StoredHandover::handover).toList(), List.of(), detail); }

    void settle(DeliveryPlan plan) {
        mailbox = plan.mailbox();
        keepCopy = plan.keepCopy();
        detail = plan.detail();
        if (!forward.equals(plan.forward())) {
            forward.clear();
            forward.addAll(plan.forward());
        }
        if (plan().handovers().equals(plan.handovers())) return;
        handovers.clear();
        plan.handovers().forEach(handover -> handovers.add(new StoredHandover(handover)));
    }
}
