package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// A message to everybody who lives here.
///
/// @param domain id of one whose people get it; empty for all
@Form(id = "broadcast", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, creates = true)
public record BroadcastForm(
        @Field(kind = Kind.PICK) String domain,
        @NotBlank @Size(max = 200) String subject,
        @Field(kind = Kind.PARAGRAPHS) @NotBlank @Size(max = 60_000) String text) { }
