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
    record Verdict(Outcome outcome, Runnable work, Runnable after) {
        private static final Runnable NOTHING = () -> { };

        public Verdict(Outcome outcome, Runnable work) { this(outcome, work, NOTHING); }

        /// It has been dealt with.
        public static Verdict done(String words, Runnable work) { return new Verdict(new Outcome.Done(Remark.own("2.0.0", words), true), work); }

        /// Back to who sent it, if that is allowed.
        public static Verdict refused(String enhanced, String words) { return new Verdict(new Outcome.Never(Remark.own(enhanced, words)), NOTHING); }
    }
}
