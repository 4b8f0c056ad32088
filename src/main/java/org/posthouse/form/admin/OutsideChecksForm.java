package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// What name servers are asked about mail from outside.
///
/// @param zones  of black lists (RFC 5782)
/// @param exempt networks about which they are not asked
@Form(id = "outside-checks", who = Audience.POSTMASTER)
public record OutsideChecksForm(
        @Field(card = "senders") boolean spf,
        boolean spfRefuse,
        boolean senderDomain,
        @Field(card = "blacklists") @Size(max = 20) List<String> zones,
        @Size(max = 200) List<String> exempt) { }
