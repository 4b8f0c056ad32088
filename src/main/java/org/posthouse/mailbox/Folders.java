package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.AccountOpened;
import org.posthouse.domain.Ids;
import org.posthouse.mailbox.Folder.OwnerKind;

/// Finds and makes folders.
@ApplicationScoped public class Folders {
    /// Gaps that a crash of an H2 house may leave between what was given out and what is stored; the dispatcher makes its commits durable more often than that.
    public static final int UID_JUMP = 65_536;
    /// Of one account.
    public static final int MOST = 1000;
    private static final int MOST_NAME = 200;
    private static final int REMEMBERED = 50_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Ids ids;
    @Inject Clock clock;

    /// What lies in the mailboxes of all accounts.
    public record Held(long messages, long octets) { }

    /// Account → id of its INBOX. Ids of accounts and folders are never used again, so an entry can only become useless.
    private final ConcurrentHashMap<Long, Long> inboxes = new ConcurrentHashMap<>();

    void opened(@Observes AccountOpened event) { make(event.account()); }

    /// Marks, within the transaction that deletes the account; [Sweep] takes the rows away in small steps.
    void closed(@Observes AccountClosed event) {
        if (event.why() != AccountClosed.Why.DELETED) return;
        inboxes.remove(event.account());
        mark(OwnerKind.ACCOUNT, event.account());
    }

    private void mark(OwnerKind kind, long owner) {
        database.createQuery("update Folder f set f.ownerKind = :public, f.name = concat('#deleted/', cast(f.id as string)) where f.ownerKind = :kind and f.owner = :owner")
                .setParameter("public", OwnerKind.PUBLIC).setParameter("kind", kind).setParameter("owner", owner).executeUpdate();
    }

    /// Within a transaction; made now if the account has none.
    public long inbox(long account) {
        var known = inboxes.get(account);
        if (known != null) return known;
        long found = find(account).map(Folder::id).orElseGet(() -> make(account));
        if (inboxes.size() >= REMEMBERED) inboxes.clear();
        inboxes.put(account, found);
        return found;
    }

    /// By the folders' own counts.
    public Held held() {
        return database.createQuery("select coalesce(sum(f.messages), 0), coalesce(sum(f.octets), 0) from Folder f where f.ownerKind = :kind", Object[].class).setParameter("kind", OwnerKind.ACCOUNT)
                .getResultStream().map(row -> new Held(((Number) row[0]).longValue(), ((Number) row[1]).longValue())).findFirst().orElseThrow();
    }

    /// What the account's INBOX holds now.
    public Optional<Folder> find(long account) {
        return database.createQuery("select f from Folder f where f.ownerKind = :kind and f.owner = :owner and f.name = :name", Folder.class)
                .setParameter("kind", OwnerKind.ACCOUNT).setParameter("owner", account).setParameter("name", Folder.INBOX).getResultStream().findFirst();
    }

    /// One of the account's folders, INBOX in any case.
    public Optional<Long> named(long account, String name) {
        if (name.equalsIgnoreCase(Folder.INBOX)) return Optional.of(inbox(account));
        return database.createQuery("select f.id from Folder f where f.ownerKind = :kind and f.owner = :owner and f.name = :name", Long.class)
                .setParameter("kind", OwnerKind.ACCOUNT).setParameter("owner", account).setParameter("name", name).getResultStream().findFirst();
    }

    /// The same, made when it is not there; INBOX for an account that has [#MOST] already.
    ///
    /// @param name at most 200 characters, `/` between levels
    public long filed(long account, String name) {
        var there = named(account, name);
        if (there.isPresent()) return there.get();
        long count = database.createQuery("select count(f) from Folder f where f.ownerKind = :kind and f.owner = :owner", Long.class).setParameter("kind", OwnerKind.ACCOUNT).setParameter("owner", account).getSingleResult();
        return count >= MOST ? inbox(account) : make(account, name);
    }

    /// The folder that somebody outside asks for behind the `+` of an address, made in lower case: in any case, and never one of the house's or INBOX by another name.
    public Optional<Long> detailed(long account, String name, boolean makes) {
        if (!isOrdinary(name)) return Optional.empty();
        var alike = database.createQuery("select f from Folder f where f.ownerKind = :kind and f.owner = :owner and lower(f.name) = :name order by f.id", Folder.class)
                .setParameter("kind", OwnerKind.ACCOUNT).setParameter("owner", account).setParameter("name", name.toLowerCase(Locale.ROOT)).getResultList();
        var there = alike.stream().filter(one -> one.name().equals(name)).findFirst().or(() -> alike.stream().findFirst()).map(Folder::id);
        return there.isPresent() || !makes ? there : Optional.of(filed(account, name.toLowerCase(Locale.ROOT)));
    }

    private static boolean isOrdinary(String name) {
        return !name.isBlank() && name.length() <= MOST_NAME && name.strip().equals(name) && name.codePoints().noneMatch(Character::isISOControl) && name.charAt(0) != '#' && name.charAt(0) != '~'
                && !name.startsWith("/") && !name.endsWith("/") && !name.contains("//") && !name.split("/", 2)[0].equalsIgnoreCase(Folder.INBOX);
    }

    /// The folder of a list's posts, within a transaction; made now if it has none.
    public long ofList(long list) {
        return database.createQuery("select f.id from Folder f where f.ownerKind = :kind and f.owner = :owner and f.name = :name", Long.class)
                .setParameter("kind", OwnerKind.LIST).setParameter("owner", list).setParameter("name", Folder.POSTS).getResultStream().findFirst().orElseGet(() -> make(OwnerKind.LIST, list, Folder.POSTS));
    }

    /// Marks the folders of a list that goes, as those of a deleted account.
    public void closedList(long list) { mark(OwnerKind.LIST, list); }

    /// Forgets ids that a rolled back transaction may have put here.
    public void forget() { inboxes.clear(); }

    /// After a stop that was not clean, where commits may have been lost: no UID or change number that a client has seen comes again.
    public void jump() {
        database.createQuery("update Folder f set f.nextUid = f.nextUid + :jump, f.highestModseq = f.highestModseq + :jump").setParameter("jump", (long) UID_JUMP).executeUpdate();
    }

    private long make(long account) { return make(account, Folder.INBOX); }

    private long make(long account, String name) { return make(OwnerKind.ACCOUNT, account, name); }

    private long make(OwnerKind kind, long owner, String name) {
        var folder = new Folder(ids.next(), kind, owner, name, clock.instant().getEpochSecond());
        database.persist(folder);
        database.flush();
        return folder.id();
    }
}
