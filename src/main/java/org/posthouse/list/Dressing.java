package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;

/// What a post looks like when members get it.
///
/// @param subjectTag    in front of the subject, `%M` the list's name, `%S` the post's number: `[%M:%S]`; empty for none
/// @param digits        of the number, filled with zeros; 0 for as many as it has
/// @param tagLast       behind the subject instead
/// @param replyAddress  for [ReplyTo#FIXED]
/// @param prologue      text in front of the message, the next behind it
/// @param fieldsAdded   header fields, a line each
/// @param fieldsRemoved names of header fields; `X-*` for all that begin so
/// @param keepSigned    nothing that a signature covers is changed (RFC 6376): no tag, no texts, the number in a field of its own
/// @param fromRewriting when the author's address in From is replaced by the list's
/// @param personal      each member has a copy with a return path and an unsubscribe link of its own; else the members of one host share a transaction
@Embeddable public record Dressing(
        @Column(name = "subject_tag") String subjectTag,
        @Column(name = "number_digits") int digits,
        @Column(name = "tag_last") boolean tagLast,
        @Enumerated(EnumType.STRING) @Column(name = "reply_to") ReplyTo replyTo,
        @Column(name = "reply_address") String replyAddress,
        @Enumerated(EnumType.STRING) @Column(name = "precedence") Precedence precedence,
        @Column(name = "prologue", columnDefinition = "MEDIUMTEXT") String prologue,
        @Column(name = "epilogue", columnDefinition = "MEDIUMTEXT") String epilogue,
        @Convert(converter = Lines.class) @Column(name = "fields_added", columnDefinition = "MEDIUMTEXT") List<String> fieldsAdded,
        @Convert(converter = Lines.class) @Column(name = "fields_removed", columnDefinition = "MEDIUMTEXT") List<String> fieldsRemoved,
        @Column(name = "keep_signed") boolean keepSigned,
        @Enumerated(EnumType.STRING) @Column(name = "from_rewriting") FromRewriting fromRewriting,
        @Column(name = "personal") boolean personal) {
    public enum ReplyTo { UNTOUCHED, LIST, POSTER, FIXED }

    public enum Precedence { LIST, BULK, JUNK, NONE }

    public enum FromRewriting {
        /// When the author's domain asks receivers to refuse or set aside what it has not signed or sent itself (RFC 7489 §6.3).
        WHEN_NEEDED,
        ALWAYS, NEVER
    }

    public static final Dressing USUAL = new Dressing("[%M:%S]", 5, false, ReplyTo.UNTOUCHED, "", Precedence.LIST, "", "", List.of(), List.of(), false, FromRewriting.WHEN_NEEDED, true);
}
