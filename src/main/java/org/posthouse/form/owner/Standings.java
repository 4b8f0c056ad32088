package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.account.Accounts;
import org.posthouse.account.Directory;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.MailingList;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Standing;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

/// What somebody who is signed in is to lists. In the caller's transaction.
@ApplicationScoped public class Standings {
    @Inject Lists lists;
    @Inject Members members;
    @Inject Accounts accounts;
    @Inject Domains domains;
    @Inject Directory directory;

    /// Their addresses in one spelling. Those of the house's own accounts are in every domain; they own lists by the name that the domain's mail goes to.
    public Set<String> keys(Subject who) {
        if (who.isGuest()) return Addresses.read(who.address()).map(Address::key).map(Set::of).orElse(Set.of());
        return accounts.find(who.account()).map(account -> account.addresses().stream().flatMap(text -> text.contains("@") ? Addresses.read(text).stream() : domains.local().all().stream().map(domain -> new Address(text, domain.name())))
                .map(Address::key).collect(Collectors.toSet())).orElse(Set.of());
    }

    /// @param who empty for a stranger
    public Standing of(ListEntry list, Optional<Subject> who) {
        if (who.isEmpty()) return Standing.STRANGER;
        if (who.get().administers(list.domain())) return Standing.OWNER;
        var standing = lists.standing(list, keys(who.get()));
        if (!who.get().isGuest() || standing != Standing.OWNER || Addresses.read(who.get().address()).filter(address -> !directory.isLocal(address)).isPresent()) return standing;
        return members.of(keys(who.get())).stream().anyMatch(member -> member.list() == list.id()) ? Standing.MEMBER : Standing.STRANGER;      // owners with an account sign in: a mailed link is no second factor
    }

    /// Lists that they own by an address of their own.
    public List<ListEntry> owned(Subject who) { return owned(keys(who)).stream().filter(list -> of(list, Optional.of(who)) == Standing.OWNER).toList(); }

    /// The same, by addresses.
    public List<ListEntry> owned(Collection<String> keys) { return lists.now().byId().values().stream().filter(list -> keys.stream().anyMatch(list::ownedBy)).sorted(ORDER).toList(); }

    public static final java.util.Comparator<ListEntry> ORDER = java.util.Comparator.comparing(list -> list.address().toString());

    /// The list that a form's key begins with, for its owners.
    ///
    /// @throws Forbidden for others, whether it exists or not
    /// @throws Rejected ABSENT
    ListEntry owned(Subject who, Key key) {
        var found = lists.now().find(id(key));
        if (!found.map(list -> of(list, Optional.of(who)) == Standing.OWNER).orElse(who.isPostmaster())) throw new Forbidden();
        return found.orElseThrow(() -> Rejected.absent("key", "there is no such list"));
    }

    /// The same, to be changed.
    MailingList row(Subject who, Key key) { return lists.find(owned(who, key).id()).orElseThrow(() -> Rejected.absent("key", "there is no such list")); }

    /// The member that a form's key ends with, for the list's owners; `self` also for whom it is.
    ///
    /// @throws Forbidden for others, whether it exists or not
    Member member(Subject who, Key key, boolean self) {
        var list = lists.now().find(id(key));
        var member = rest(key).matches("\\d{1,18}") ? members.find(Long.parseLong(rest(key))) : Optional.<Member>empty();
        boolean theirs = list.filter(entry -> of(entry, Optional.of(who)) == Standing.OWNER).isPresent() || self && member.filter(one -> keys(who).contains(one.key())).isPresent();
        if (!theirs) throw new Forbidden();
        return member.filter(one -> one.list() == id(key)).orElseThrow(() -> Rejected.absent("key", "there is no such member"));
    }

    /// The list's part of a key.
    ///
    /// @throws Rejected ABSENT when it is no id
    public static long id(Key key) {
        int dot = key.text().indexOf('.');
        return new Key(dot < 0 ? key.text() : key.text().substring(0, dot)).id();
    }

    /// What stands behind the list's part.
    public static String rest(Key key) {
        int dot = key.text().indexOf('.');
        return dot < 0 ? "" : key.text().substring(dot + 1);
    }

    public static Key key(long list, String rest) { return rest.isEmpty() ? Key.of(list) : new Key(list + "." + rest); }
}
