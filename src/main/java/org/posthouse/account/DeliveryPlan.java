package org.posthouse.account;

import java.util.List;
import org.posthouse.machine.Handover;

/// Where an account's mail goes.
///
/// @param mailbox  there is a mailbox here that can be fetched from
/// @param forward  addresses that get the mail too, here or elsewhere; at most 100
/// @param keepCopy what goes elsewhere stays in the mailbox as well; when nothing does it stays whatever this says
/// @param handovers programs and files that get the mail too, of those an administrator has registered; at most 20
public record DeliveryPlan(boolean mailbox, List<String> forward, boolean keepCopy, List<Handover> handovers) {
    /// What an account has that never asked for anything else.
    public static final DeliveryPlan HERE = new DeliveryPlan(true, List.of(), true);

    public DeliveryPlan {
        forward = List.copyOf(forward);
        handovers = List.copyOf(handovers);
    }

    public DeliveryPlan(boolean mailbox, List<String> forward, boolean keepCopy) { this(mailbox, forward, keepCopy, List.of()); }

    /// What people decide for themselves decided anew; programs and files stay as they are.
    public DeliveryPlan with(boolean mailbox, List<String> forward, boolean keepCopy) { return new DeliveryPlan(mailbox, forward, keepCopy, handovers); }

    /// A copy goes into the mailbox here.
    public boolean keeps() { return mailbox && (forward.isEmpty() && handovers.isEmpty() || keepCopy); }
}
