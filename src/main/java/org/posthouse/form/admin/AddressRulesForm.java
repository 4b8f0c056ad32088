package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// How addresses are read.
@Form(id = "address-rules", who = Audience.POSTMASTER)
public record AddressRulesForm(
        @Field(card = "sub-addresses") @Size(max = 8) String separators,
        @Field(card = "includes") @Size(max = 100) List<String> includeRoots) { }
