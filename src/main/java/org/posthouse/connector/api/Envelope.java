package org.posthouse.connector.api;

import java.util.List;

/// What one mail transaction agreed on before its data: a sender and at least one recipient, in the order they were accepted.
public record Envelope(Sender sender, List<Recipient> recipients) {
    public Envelope {
        if (recipients.isEmpty()) throw new IllegalArgumentException("an envelope needs a recipient");
        recipients = List.copyOf(recipients);
    }
}
