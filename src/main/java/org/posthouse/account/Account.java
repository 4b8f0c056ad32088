package org.posthouse.account;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.Credential.Kind;
import org.posthouse.domain.Domain;

/// A person or an office with addresses, credentials and limits. Opened by an administrator, it may be locked (no sign-in, mail still comes in), put into the trash
/// (no mail either, but everything is kept) and in the end deleted with its mail. Reserved accounts belong to no domain and cannot be deleted.
@Entity @Table(name = "account") public class Account {
    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @ManyToOne(fetch = FetchType.LAZY) @JoinColumn(name = "domain_id") private Domain domain;
    @Column(name = "name", nullable = false, length = 255) private String name;
    @Column(name = "login", nullable = false, length = 64) private String login;
    @Enumerated(EnumType.STRING) @Column(name = "role", nullable = false, length = 16) private Role role;
    @Column(name = "locked", nullable = false) private boolean locked;
    @Enumerated(EnumType.STRING) @Column(name = "from_rewrite", nullable = false, length = 16) private FromRewrite fromRewrite;
    @Column(name = "max_mailbox_bytes", nullable = false) private long maxMailboxBytes;
    @Column(name = "max_messages", nullable = false) private long maxMessages;
    @Column(name = "max_message_bytes", nullable = false) private long maxMessageBytes;
    @Column(name = "expiry_days", nullable = false) private int expiryDays;
    @Column(name = "finger", nullable = false, length = 2000) private String finger;
    @Column(name = "listed", nullable = false) private boolean listed;
    @Column(name = "language", nullable = false, length = 35) private String language;
    @Column(name = "time_zone", nullable = false, length = 64) private String timeZone;
    @Column(name = "created", nullable = false) private Instant created;
    @Column(name = "last_sign_in") private Instant lastSignIn;
    @Column(name = "trashed") private Instant trashed;
    @Column(name = "purge_due") private Instant purgeDue;
    @Column(name = "locked_before", nullable = false) private boolean lockedBefore;
    @Column(name = "password_set", nullable = false) private boolean passwordSet;
    @Column(name = "words_made", nullable = false) private int wordsMade;
    @Column(name = "sort_address", nullable = false, length = 320) private String sortAddress = "";

    @OneToMany(mappedBy = "account", cascade = CascadeType.ALL, orphanRemoval = true) @OrderBy("position")
    private List<AccountAddress> addresses = new ArrayList<>();
    @ElementCollection @CollectionTable(name = "account_restriction", joinColumns = @JoinColumn(name = "account_id"))
    @OrderColumn(name = "position") @Column(name = "pattern", nullable = false, length = 255)
    private List<String> restrictions = new ArrayList<>();
    @ElementCollection @CollectionTable(name = "account_word", joinColumns = @JoinColumn(name = "account_id")) @Column(name = "word", nullable = false, length = 64)
    private Set<String> words = new HashSet<>();
    @OneToMany(mappedBy = "account", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<Credential> credentials = new ArrayList<>();

    protected Account() { }

    Account(long id, Domain domain, Instant created) {
        this.id = id;
        this.domain = domain;
        this.created = created;
    }

    /// One of the four that every house has.
    static Account reserved(long id, Reserved reserved, Instant created) {
        var account = new Account(id, null, created);
        account.settle(new CheckedPlan(reserved.title(), List.of(), reserved.local(), reserved == Reserved.POSTMASTER ? Role.POSTMASTER : Role.USER, false,
                FromRewrite.NONE, MailboxLimits.INHERITED, 0, List.of(), "", false, "", "", false));
        account.addresses.add(new AccountAddress(account, reserved));
        account.word();
        return account;
    }

    public long id() { return id; }

    public int version() { return version; }

    public String name() { return name; }

    /// The primary one first; a reserved account has the bare local part.
    public List<String> addresses() { return addresses.stream().map(AccountAddress::text).toList(); }

    public String primaryAddress() { return addresses.getFirst().text(); }

    public String login() { return login; }

    /// Empty for a reserved account.
    public Optional<Domain> domain() { return Optional.ofNullable(domain); }

    public boolean isReserved() { return domain == null; }

    public Role role() { return role; }

    /// Also while it is in the trash.
    public boolean locked() { return locked; }

    /// Since when it is in the trash.
    public Optional<Instant> trashed() { return Optional.ofNullable(trashed); }

    /// When it is deleted for good, while it is in the trash.
    public Optional<Instant> purgeDue() { return Optional.ofNullable(purgeDue); }

    public FromRewrite fromRewrite() { return fromRewrite; }

    /// As set, not yet filled up from the domain.
    public MailboxLimits limits() { return new MailboxLimits(maxMailboxBytes, maxMessages, maxMessageBytes); }

    public int expiryDays() { return expiryDays; }

    /// In canonical notation.
    public List<String> restrictions() { return List.copyOf(restrictions); }

    public String finger() { return finger; }

    public boolean listed() { return listed; }

    public String language() { return language; }

    public String timeZone() { return timeZone; }

    public boolean apop() { return secret(Kind.APOP).isPresent(); }

    public boolean hasPassword() { return passwordSet; }

    public Instant created() { return created; }

    /// Exact to ten minutes.
    public Optional<Instant> lastSignIn() { return Optional.ofNullable(lastSignIn); }

    /// What it is, as something to change.
    public AccountPlan plan() {
        return new AccountPlan(name, addresses(), Optional.of(login), role, locked, fromRewrite, limits(), expiryDays, restrictions(), finger, listed, language, timeZone, apop());
    }

    Optional<String> secret(Kind kind) { return credentials.stream().filter(c -> c.kind() == kind).map(Credential::secret).findFirst(); }

    void moveTo(Domain other) { domain = other; }

    void settle(CheckedPlan plan) {
        name = plan.name();
        login = plan.login();
        role = plan.role();
        locked = plan.locked();
        fromRewrite = plan.fromRewrite();
        maxMailboxBytes = plan.limits().mailboxBytes();
        maxMessages = plan.limits().messages();
        maxMessageBytes = plan.limits().messageBytes();
        expiryDays = plan.expiryDays();
        finger = plan.finger();
        listed = plan.listed();
        language = plan.language();
        timeZone = plan.timeZone();
        if (!restrictions.equals(plan.restrictions())) {
            restrictions.clear();
            restrictions.addAll(plan.restrictions());
        }
        if (!isReserved()) address(plan.addresses());
        word();
    }

    /// Makes anew what it is found and sorted by; nothing is written when that stays the same.
    void word() {
        var wanted = Words.of(this);
        if (!words.equals(wanted)) {
            words.retainAll(wanted);
            words.addAll(wanted);
        }
        wordsMade = Words.GENERATION;
        sortAddress = addresses.isEmpty() ? "" : addresses.getFirst().key();
    }

    void appoint(Role to) { role = to; }

    void discard(Instant now, Instant due) {
        trashed = now;
        purgeDue = due;
        lockedBefore = locked;
        locked = true;
    }

    void restore() {
        trashed = purgeDue = null;
        locked = lockedBefore;
    }

    /// Writes all that belongs to a password at once, so that no verifier outlives its password.
    ///
    /// @param ids three fresh ones
    void password(NewPassword fresh, boolean apop, Instant now, java.util.function.LongSupplier ids) {
        put(Kind.PASSWORD, fresh.hash(), now, ids);
        put(Kind.SCRAM_SHA_256, fresh.scram(), now, ids);
        passwordSet = true;
        if (apop) put(Kind.APOP, fresh.apop(), now, ids);
        else forgetApop();
    }

    void admitEverybody() { restrictions.clear(); }

    void forget(Credential credential) { credentials.remove(credential); }

    void forgetApop() { credentials.removeIf(c -> c.kind() == Kind.APOP); }

    private void put(Kind kind, String secret, Instant now, java.util.function.LongSupplier ids) {
        credentials.stream().filter(c -> c.kind() == kind).findFirst()
                .ifPresentOrElse(c -> c.replace(secret, now), () -> credentials.add(new Credential(ids.getAsLong(), this, kind, secret, now)));
    }

    private void address(List<LocalAddress> wanted) {
        addresses.removeIf(a -> wanted.stream().noneMatch(w -> w.key().equals(a.key())));
        for (int i = 0; i < wanted.size(); i++) {
            var want = wanted.get(i);
            int place = i;
            addresses.stream().filter(a -> a.key().equals(want.key())).findFirst()
                    .ifPresentOrElse(a -> a.spell(want.address().toString(), place), () -> addresses.add(new AccountAddress(this, want, place)));
        }
        addresses.sort(java.util.Comparator.comparingInt(AccountAddress::position));
    }

    @Override public boolean equals(Object other) { return other instanceof Account a && a.id() == id; }

    @Override public int hashCode() { return Long.hashCode(id); }
}
