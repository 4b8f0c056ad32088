package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;

/// Who may post and what.
///
/// @param others         what becomes of a post by somebody who may not
/// @param listed         addresses, `*@domain` and `*.domain` that may always post
/// @param firstModerated so many of a new member's posts wait for an owner; 0 for none
/// @param maxOctets      0 for the house's limit alone
/// @param perDay         of one poster, counted as they come in; 0 for no limit
/// @param catchCommands  a post that looks like a command is not posted, and its writer told where commands go
/// @param heldDays       after which held posts are refused; 0 for never
/// @param remindDays     between reminders to the owners of what waits; 0 for none
@Embeddable public record Posting(
        @Enumerated(EnumType.STRING) @Column(name = "posters") Posters posters,
        @Enumerated(EnumType.STRING) @Column(name = "others") Others others,
        @Convert(converter = Lines.class) @Column(name = "listed_posters", columnDefinition = "MEDIUMTEXT") List<String> listed,
        @Column(name = "first_moderated") int firstModerated,
        @Column(name = "max_octets") long maxOctets,
        @Column(name = "per_day") int perDay,
        @Enumerated(EnumType.STRING) @Column(name = "attachments") Attachments attachments,
        @Column(name = "catch_commands") boolean catchCommands,
        @Column(name = "held_days") int heldDays,
        @Column(name = "remind_days") int remindDays) {
    public enum Posters {
        ANYBODY, MEMBERS,
        /// Those in [Posting#listed] and owners.
        LISTED,
        /// Each post waits for an owner, whoever wrote it.
        MODERATED
    }

    public enum Others { HELD, REFUSED, DISCARDED }

    public enum Attachments { ALLOWED, HELD, REFUSED }

    public static final Posting USUAL = new Posting(Posters.MEMBERS, Others.HELD, List.of(), 0, 0, 0, Attachments.ALLOWED, true, 14, 1);
}
