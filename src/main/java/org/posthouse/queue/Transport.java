package org.posthouse.queue;

/// A way out of the queue. CDI beans; each with a name that rows keep.
public interface Transport {
    String SMTP = "smtp";
    String MAILBOX = "mailbox";

    /// `smtp`, `mailbox`, `program`, `file`, `maildrop`, `reply`: kept in rows, so never renamed.
    String name();

    /// What goes together over one connection and is found dead together: for smtp the next hop, for others what they write to; two transports that give the same answer can each carry the other's deliveries. Asked when a delivery enters the queue and when routes change.
    ///
    /// @param target    see [Consignment#target]
    /// @param recipient `local@domain`
    String destination(String target, String recipient);

    /// Recipients of one message that are handed over at once.
    default int atOnce() { return 1; }

    /// Runs for one destination at the same time, at most.
    default int runs() { return 1; }

    /// Carries out a run. On a virtual thread, without a transaction. An exception is a fault of ours: what is not settled is tried again later.
    void carry(Run run) throws InterruptedException;
}
