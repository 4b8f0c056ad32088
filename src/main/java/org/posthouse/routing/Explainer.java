package org.posthouse.routing;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.posthouse.mime.Address;

/// Tells what it would decide about a message that is only thought of: relay control, blocks, limits. CDI beans, asked in the order of `jakarta.annotation.Priority`; they change and send nothing, and may not wait
/// for a network.
public interface Explainer {
    /// In the order in which it would decide; empty when it has nothing to say.
    List<Said> explain(Question question);

    /// @param recipient of the envelope
    /// @param sender    empty for the null sender
    /// @param client    who connects; empty for somebody who signed in
    record Question(Address recipient, Optional<Address> sender, Optional<InetAddress> client) { }

    /// @param rule which one it was, with its form
    /// @param text what the client would be told, `550 5.7.1 This server does not relay`, or a sentence
    record Said(Rule rule, Verdict verdict, String text) { }

    enum Verdict { ALLOWED, REFUSED, HELD, NOTED }
}
