package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// The first message in a new mailbox, in each language; empty texts are the house's own words.
@Form(id = "greeting", who = Audience.POSTMASTER)
public record GreetingForm(
        @Field(card = "use") boolean on,
        boolean imported,
        @Field(card = "english") @Size(max = 200) String subjectEn,
        @Field(kind = Kind.PARAGRAPHS) @Size(max = 4000) String textEn,
        @Field(card = "japanese") @Size(max = 200) String subjectJa,
        @Field(kind = Kind.PARAGRAPHS) @Size(max = 4000) String textJa,
        @Field(card = "chinese") @Size(max = 200) String subjectZh,
        @Field(kind = Kind.PARAGRAPHS) @Size(max = 4000) String textZh,
        @Field(card = "preview", kind = Kind.SHOWN) String previewEn,
        @Field(kind = Kind.SHOWN) String previewJa,
        @Field(kind = Kind.SHOWN) String previewZh) { }
