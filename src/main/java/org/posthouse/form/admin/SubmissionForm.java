package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// What holds for mail of people who sign in to send it.
///
/// @param domain empty for that of the sender's account
@Form(id = "submission", who = Audience.POSTMASTER)
public record SubmissionForm(
        @Field(card = "senders") boolean ownSender,
        @Size(max = 1000) List<Right> rights,
        @Field(card = "addresses") boolean complete,
        @Size(max = 253) String domain,
        boolean fields) {
    /// See [org.posthouse.policy.SendingRight].
    ///
    /// @param account any of its addresses
    public record Right(String account, String address) { }
}
