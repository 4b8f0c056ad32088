package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.Directory;
import org.posthouse.account.People;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Standing;
import org.posthouse.mime.Address;

/// Which list a word means, and what a speaker is to it. That somebody only says to be an owner is enough here: what is read goes to the owner's address, and what changes something waits for its answer.
@ApplicationScoped public class Rights {
    @Inject Lists lists;
    @Inject Directory directory;
    @Inject People people;

    /// By its name in a domain, or its address.
    Optional<ListEntry> find(String word, String domain) {
        int at = word.indexOf('@');
        return lists.now().find(at < 0 ? new Address(word, domain) : new Address(word.substring(0, at), word.substring(at + 1)));
    }

    /// @param name empty for the one that was written to
    ListEntry list(Talk talk, String name) {
        if (name.isEmpty()) return talk.context.list().orElseThrow(() -> new Failed(talk.say("which-list")));
        var list = find(name, talk.domain).filter(one -> talk.context.list().filter(one::equals).isPresent() || one.plan().joining().offered().to(standing(talk, one)));
        return list.orElseThrow(() -> new Failed(talk.say("no-such-list", name)));           // the same for one that is not shown
    }

    /// What may be told to strangers, if the list speaks with them.
    ListEntry toAll(Talk talk, String name) {
        var list = list(talk, name);
        if (!list.plan().joining().helpStrangers() && standing(talk, list) == Standing.STRANGER) throw new Failed(talk.say("members-only"));
        return list;
    }

    ListEntry member(Talk talk, String name) {
        var list = list(talk, name);
        if (standing(talk, list) == Standing.STRANGER) throw new Failed(talk.say("members-only"));
        return list;
    }

    ListEntry reader(Talk talk, String name) {
        var list = member(talk, name);
        if (!list.plan().archiving().kept()) throw new Failed(talk.say("no-archive"));
        if (!list.plan().archiving().seen().to(standing(talk, list))) throw new Failed(talk.say("owners-only"));
        return list;
    }

    ListEntry owner(Talk talk, String name) {
        var list = list(talk, name);
        if (standing(talk, list) != Standing.OWNER) throw new Failed(talk.say("owners-only"));
        return list;
    }

    /// Who administers the list's domain is an owner, as on the pages.
    Standing standing(Talk talk, ListEntry list) {
        var who = talk.speaker.address();
        return talk.standings.computeIfAbsent(list.id(), _ -> administers(who, list.domain()) ? Standing.OWNER : lists.standing(list, Set.of(who.key())));
    }

    private boolean administers(Address who, long domain) { return directory.recipient(who).filter(to -> people.administers(to.account(), domain)).isPresent(); }
}
