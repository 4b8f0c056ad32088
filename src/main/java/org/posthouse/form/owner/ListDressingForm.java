package org.posthouse.form.owner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.list.Dressing.FromRewriting;
import org.posthouse.list.Dressing.Precedence;
import org.posthouse.list.Dressing.ReplyTo;

/// @param example the subject of the list's next post
@Form(id = "list-dressing", who = Audience.OWNER, scope = Scope.LIST, previews = true)
public record ListDressingForm(
        @Field(card = "subject", kind = Kind.SHOWN) String example,
        @Size(max = 100) String subjectTag,
        @PositiveOrZero @Max(10) int digits,
        boolean tagLast,
        @Field(card = "answers") ReplyTo replyTo,
        @Field(kind = Kind.ADDRESS) @Size(max = 320) String replyAddress,
        @Field(card = "text", kind = Kind.PARAGRAPHS) @Size(max = 20_000) String prologue,
        @Field(kind = Kind.PARAGRAPHS) @Size(max = 20_000) String epilogue,
        @Field(card = "signed") boolean keepSigned,
        FromRewriting fromRewriting,
        @Field(card = "headers") Precedence precedence,
        @Size(max = 50) List<String> fieldsAdded,
        @Size(max = 50) List<String> fieldsRemoved,
        @Field(card = "copies") boolean personal) { }
