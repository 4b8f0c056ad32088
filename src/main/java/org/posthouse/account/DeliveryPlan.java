package org.posthouse.account;

import java.util.List;

/// Where an account's mail goes.
///
/// @param mailbox  there is a mailbox here that can be fetched from
/// @param forward  addresses that get the mail too, here or elsewhere; at most 100
/// @param keepCopy what is forwarded stays in the mailbox as well; without `forward` it stays whatever this says
public record DeliveryPlan(boolean mailbox, List<String> forward, boolean keepCopy) {
    /// What an account has that never asked for anything else.
    public static final DeliveryPlan HERE = new DeliveryPlan(true, List.of(), true);

    public DeliveryPlan { forward = List.copyOf(forward); }

    /// A copy goes into the mailbox here.
    public boolean keeps() { return mailbox && (forward.isEmpty() || keepCopy); }
}
