package org.posthouse.connector.api;

/// Endpoint: judges mail on its way in by SMTP, submission and LMTP. At most one `recipient` call a RCPT and one `deliver` call a message.
public interface MailIntake {

    /// RCPT TO: may this client, from this sender, reach this recipient?
    RecipientVerdict recipient(Client client, Sender sender, Recipient recipient);

    /// The message is complete and staged. Taking it only hands it to the store's writer; the caller awaits
    /// [IntakeVerdict.Taken#pending] after this call has returned and says 250 only then.
    /// A refused body is discarded by the caller.
    IntakeVerdict deliver(Client client, Envelope envelope, StagedBody body);

    /// VRFY (RFC 5321 §3.5): 252 unless the house has it switched on.
    Reply verify(Client client, String text);

    /// EXPN: 252 or 502 unless the house has it switched on.
    Reply expand(Client client, String text);
}
