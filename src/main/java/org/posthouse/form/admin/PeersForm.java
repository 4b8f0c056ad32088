package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Secret;

/// Servers that share domains with this one, each with some of the accounts.
@Form(id = "peers", who = Audience.POSTMASTER, undoable = false)
public record PeersForm(@Field(card = "shared") @Size(max = 100) List<String> domains, @Field(card = "peers") @Size(max = 20) List<House> houses, @Field(autocomplete = "off") Secret secret) {
    public record House(@NotBlank @Size(max = 200) String url, @NotBlank @Size(max = 300) String target) { }
}
