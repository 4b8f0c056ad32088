package org.posthouse.form.owner;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// One of the letters that a list writes, in one language.
///
/// @param when    it is written
/// @param filled  names that may stand in braces
/// @param usual   the house's text in its place
@Form(id = "list-letter-text", who = Audience.OWNER, scope = Scope.LIST)
public record ListLetterForm(
        @Field(card = "letter", kind = Kind.SHOWN) String when,
        @NotBlank @Size(max = 200) String subject,
        @Field(kind = Kind.PARAGRAPHS) @NotBlank @Size(max = 20_000) String text,
        @Field(kind = Kind.SHOWN) String filled,
        @Field(card = "usual") boolean usual) { }
