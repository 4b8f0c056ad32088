package org.posthouse.form.owner;

import java.util.List;
import org.posthouse.list.Archiving;
import org.posthouse.list.Digesting;
import org.posthouse.list.Dressing;
import org.posthouse.list.Joining;
import org.posthouse.list.Plan;
import org.posthouse.list.Posting;
import org.posthouse.list.Sight;

/// What a list is made for, from which follows how it begins; its owners change the rest.
public enum Purpose {
    /// Everybody may join, members write.
    DISCUSSION,
    /// Everybody may join, owners write.
    ANNOUNCEMENT,
    /// Owners decide who joins, and nobody else sees it.
    PRIVATE;

    public Plan plan(String title, String language) {
        var usual = Plan.usual(title, language);
        var j = usual.joining();
        var p = usual.posting();
        var d = usual.dressing();
        return switch (this) {
            case DISCUSSION -> usual;
            case ANNOUNCEMENT -> usual.with(new Posting(Posting.Posters.LISTED, Posting.Others.REFUSED, List.of(), 0, p.maxOctets(), p.perDay(), p.attachments(), p.catchCommands(), p.heldDays(), p.remindDays()))
                    .with(new Dressing("", 0, false, Dressing.ReplyTo.POSTER, "", d.precedence(), d.prologue(), d.epilogue(), d.fieldsAdded(), d.fieldsRemoved(), d.keepSigned(), d.fromRewriting(), d.personal()))
                    .with(new Archiving(true, Sight.EVERYBODY, true, false)).with(Digesting.USUAL);
            case PRIVATE -> usual.with(new Joining(j.maxMembers(), Sight.OWNERS, Joining.Policy.MODERATED, Joining.Policy.CLOSED, j.domains(), j.localDomains(), j.banned(), j.joinByMail(), j.leaveByMail(), j.leaveConfirmed(),
                    j.firstState(), j.welcome(), j.farewell(), false, j.membersSeen(), j.leftDays())).with(new Archiving(true, Sight.MEMBERS, true, false));
        };
    }
}
