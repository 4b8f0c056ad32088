package org.posthouse.list;

import java.io.IOException;
import java.util.Set;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;

/// Works on mail to some of the roles of lists. A CDI bean; each role has one.
public interface Receiver {
    Set<ListRole> roles();

    /// Outside of any transaction, on a thread of the queue, one message of a list at a time. What it changes goes into [Verdict#work]; what it only reads or puts into the store may be done here, since a crash
    /// brings the same message again.
    ///
    /// @throws IOException the store did not answer: tried again later
    Verdict receive(Incoming mail) throws IOException, InterruptedException;

    /// What became of a message.
    ///
    /// @param work in the transaction that ends the message's row; may be run more than once
    /// @param after when that is committed; for bells, a crash leaves it out
    /// @param end   whatever became of it: lets go what was held for the transaction
    record Verdict(Outcome outcome, Runnable work, Runnable after, Runnable end) {
        private static final Runnable NOTHING = () -> { };

        public Verdict(Outcome outcome, Runnable work) { this(outcome, work, NOTHING, NOTHING); }

        public Verdict(Outcome outcome, Runnable work, Runnable after) { this(outcome, work, after, NOTHING); }

        public Verdict ending(Runnable end) { return new Verdict(outcome, work, after, end); }

        /// It has been dealt with.
        public static Verdict done(String words, Runnable work) { return new Verdict(new Outcome.Done(Remark.own("2.0.0", words), true), work); }

        /// Back to who sent it, if that is allowed.
        public static Verdict refused(String enhanced, String words) { return new Verdict(new Outcome.Never(Remark.own(enhanced, words)), NOTHING); }
    }
}
