package org.posthouse.sieve;

import java.util.List;

/// One thing to do with the message.
public sealed interface Action {
    /// Into the INBOX.
    record Keep(List<String> flags) implements Action { }

    /// @param create makes the folder when it is not there (RFC 5490 §3.2)
    record FileInto(String folder, List<String> flags, boolean create) implements Action { }

    record Redirect(String address) implements Action { }

    /// @param extended at the protocol if at all possible (RFC 5429 §2.1)
    record Reject(String text, boolean extended) implements Action { }

    /// RFC 5230.
    ///
    /// @param mime      the text is a MIME entity with its header (§4.4)
    /// @param from      what the answer comes from; empty for the usual one
    /// @param addresses more that are the account's, for the question whether the message was meant for it
    /// @param seconds between two answers to one sender
    /// @param handle  answers with the same handle are the same
    record Vacation(String text, boolean mime, String subject, String from, List<String> addresses, long seconds, String handle) implements Action { }

    /// RFC 5293: applied to the copies that are kept, filed and redirected.
    record AddHeader(String name, String value, boolean last) implements Action { }

    /// @param index which of several, from 1, from the end when negative; 0 for all
    record DeleteHeader(String name, int index) implements Action { }

    /// Remembered when the run succeeded (RFC 7352 §3).
    record Remember(String handle, String id, long seconds) implements Action { }
}
