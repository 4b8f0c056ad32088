package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// What the house is, and what it calls itself.
///
/// @param hostname    empty for the one given at the start
/// @param timeZone    empty for the machine's
/// @param maxAccounts 0 for any number, as the two after it
@Form(id = "system", who = Audience.POSTMASTER)
public record SystemForm(
        @Field(card = "house") @NotBlank @Size(max = 100) String name,
        @Size(max = 253) String hostname,
        Speech language,
        @Field(kind = Kind.PICK) String timeZone,
        @Size(max = 200) String webUrl,
        @Field(card = "capacity") @PositiveOrZero long maxAccounts,
        @PositiveOrZero long maxLists,
        @PositiveOrZero long maxSubscribers,
        @Field(kind = Kind.OCTETS) long maxArchiveImport,
        @Field(card = "facts", kind = Kind.SHOWN) String version,
        @Field(kind = Kind.SHOWN) String java,
        @Field(kind = Kind.SHOWN) String machine,
        @Field(kind = Kind.SHOWN) String database,
        @Field(kind = Kind.SHOWN) List<String> folders) {
    /// Languages of the house.
    public enum Speech { EN, JA, ZH }
}
