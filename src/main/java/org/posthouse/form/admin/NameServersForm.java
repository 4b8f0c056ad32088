package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// Where the addresses of other servers come from.
///
/// @param hosts as a hosts file has them
@Form(id = "name-servers", who = Audience.POSTMASTER)
public record NameServersForm(
        @Field(card = "hosts", kind = Kind.PARAGRAPHS) @Size(max = 4000) String hosts,
        @Field(card = "servers", kind = Kind.SHOWN) List<String> servers) { }
