package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// Addresses whose mail goes to others.
@Form(id = "channel-aliases", who = Audience.POSTMASTER)
public record ChannelAliasesForm(@Field(card = "aliases") @Size(max = 10_000) List<Pair> aliases) {
    /// See [org.posthouse.routing.ChannelAlias].
    public record Pair(String in, String out) { }
}
