package org.posthouse.smtpclient;

import java.util.List;

/// What came of one transaction.
///
/// @param verdicts one for each recipient, in their order
/// @param open     the session can take another
public record Transfer(List<Verdict> verdicts, boolean open) {
    public Transfer { verdicts = List.copyOf(verdicts); }
}
