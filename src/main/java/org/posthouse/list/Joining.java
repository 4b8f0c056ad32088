package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;

/// How people come to a list and leave it.
///
/// @param maxMembers     0 for no limit; the postmaster's to set
/// @param offered        who sees it in the list of lists
/// @param local          for people of this house
/// @param other          for everybody else
/// @param domains        that may join, `xxx.co.jp` or `*.xxx.co.jp`; empty for all. Owners add whom they want
/// @param localDomains   that count as this house
/// @param banned         addresses, `*@domain` and `*.domain` that may neither join nor post
/// @param joinByMail     commands in mail may subscribe
/// @param leaveByMail    commands in mail may unsubscribe; links and RFC 8058 always may
/// @param leaveConfirmed an unsubscription asked for by mail is confirmed first
/// @param firstState     of a new member: ON, OFF or DIGEST
/// @param helpStrangers  answers `help` and `info` also to those who are no members
/// @param membersSeen    who may see the list of members
/// @param leftDays       how long those who left are remembered; 0 for not at all
@Embeddable public record Joining(
        @Column(name = "max_members") int maxMembers,
        @Enumerated(EnumType.STRING) @Column(name = "offered") Sight offered,
        @Enumerated(EnumType.STRING) @Column(name = "local_joining") Policy local,
        @Enumerated(EnumType.STRING) @Column(name = "other_joining") Policy other,
        @Convert(converter = Lines.class) @Column(name = "joining_domains", columnDefinition = "MEDIUMTEXT") List<String> domains,
        @Convert(converter = Lines.class) @Column(name = "local_domains", columnDefinition = "MEDIUMTEXT") List<String> localDomains,
        @Convert(converter = Lines.class) @Column(name = "banned", columnDefinition = "MEDIUMTEXT") List<String> banned,
        @Column(name = "join_by_mail") boolean joinByMail,
        @Column(name = "leave_by_mail") boolean leaveByMail,
        @Column(name = "leave_confirmed") boolean leaveConfirmed,
        @Enumerated(EnumType.STRING) @Column(name = "first_state") Member.State firstState,
        @Column(name = "welcome") boolean welcome,
        @Column(name = "farewell") boolean farewell,
        @Column(name = "help_strangers") boolean helpStrangers,
        @Enumerated(EnumType.STRING) @Column(name = "members_seen") Sight membersSeen,
        @Column(name = "left_days") int leftDays) {
    /// What becomes of a wish to join.
    public enum Policy {
        /// At once, when the wish surely came from the address itself; else as CONFIRMED.
        OPEN,
        /// After an answer to a letter.
        CONFIRMED,
        /// Confirmed, and then an owner decides.
        MODERATED,
        /// Refused, and told.
        CLOSED,
        /// Refused without a word.
        SILENT
    }

    public static final Joining USUAL = new Joining(0, Sight.EVERYBODY, Policy.CONFIRMED, Policy.CONFIRMED, List.of(), List.of(), List.of(), true, true, true, Member.State.ON, true, true, true, Sight.OWNERS, 30);
}
