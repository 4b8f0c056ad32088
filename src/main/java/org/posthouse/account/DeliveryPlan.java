package org.posthouse.account;

import java.util.List;
import org.posthouse.machine.Handover;

/// Where an account's mail goes.
///
/// @param mailbox  there is a mailbox here that can be fetched from
/// @param forward  addresses that get the mail too, here or elsewhere; at most 100
/// @param keepCopy what goes elsewhere stays in the mailbox as well; when nothing does it stays whatever this says
/// @param handovers programs and files that get the mail too, of those an administrator has registered; at most 20
/// @param awaiting those of `forward` whose readers have not agreed yet
/// @param detail   what becomes of mail to `jane+box@`
public record DeliveryPlan(boolean mailbox, List<String> forward, boolean keepCopy, List<Handover> handovers, List<String> awaiting, Detail detail) {
    /// What stands behind the `+` of an address can name a folder.
    public enum Detail {
        INBOX,
        /// The folder of that name, where there is one.
        FOLDER,
        /// The same, made when it is not there.
        MADE
    }

    /// What an account has that never asked for anything else.
    public static final DeliveryPlan HERE = new DeliveryPlan(true, List.of(), true);

    public DeliveryPlan {
        forward = List.copyOf(forward);
        handovers = List.copyOf(handovers);
        awaiting = List.copyOf(awaiting);
    }

    public DeliveryPlan(boolean mailbox, List<String> forward, boolean keepCopy, List<Handover> handovers) { this(mailbox, forward, keepCopy, handovers, List.of(), Detail.INBOX); }

    public DeliveryPlan(boolean mailbox, List<String> forward, boolean keepCopy) { this(mailbox, forward, keepCopy, List.of()); }

    /// What people decide for themselves decided anew; programs and files stay as they are.
    public DeliveryPlan with(boolean mailbox, List<String> forward, boolean keepCopy) { return new DeliveryPlan(mailbox, forward, keepCopy, handovers, awaiting.stream().filter(forward::contains).toList(), detail); }

    public DeliveryPlan with(Detail other) { return new DeliveryPlan(mailbox, forward, keepCopy, handovers, awaiting, other); }

    DeliveryPlan awaiting(List<String> addresses) { return new DeliveryPlan(mailbox, forward, keepCopy, handovers, addresses, detail); }

    /// The addresses to which mail is sent on now.
    public List<String> onward() { return awaiting.isEmpty() ? forward : forward.stream().filter(address -> !awaiting.contains(address)).toList(); }

    /// A copy goes into the mailbox here.
    public boolean keeps() { return mailbox && (forward.isEmpty() && handovers.isEmpty() || keepCopy); }
}
