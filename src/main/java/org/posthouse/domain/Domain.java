package org.posthouse.domain;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;

/// A mail domain of this house, with the names it is known by and what its accounts may use.
@Entity @Table(name = "domain") public class Domain {
    /// More names than this make no domain, but a mistake.
    static final int MAX_ALIASES = 100;

    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "position", nullable = false) private int position;
    @Column(name = "max_accounts", nullable = false) private long maxAccounts;
    @Column(name = "max_mailbox_bytes", nullable = false) private long maxMailboxBytes;
    @Column(name = "max_messages", nullable = false) private long maxMessages;
    @Column(name = "max_message_bytes", nullable = false) private long maxMessageBytes;
    @OneToMany(mappedBy = "domain", cascade = CascadeType.ALL, orphanRemoval = true) @OrderBy("position")
    private List<DomainName> names = new ArrayList<>();

    protected Domain() { }

    Domain(long id, DomainKey name, int position, DomainLimits limits) {
        this.id = id;
        this.position = position;
        names.add(new DomainName(this, name, 0));
        limit(limits);
    }

    public long id() { return id; }

    public int version() { return version; }

    /// The first domain is the one with the lowest position.
    public int position() { return position; }

    /// In A-labels.
    public String name() { return names.getFirst().name(); }

    /// Other names under which the same accounts receive mail, in A-labels.
    public List<String> aliases() { return names.stream().skip(1).map(DomainName::name).toList(); }

    public DomainLimits limits() { return new DomainLimits(maxAccounts, maxMailboxBytes, maxMessages, maxMessageBytes); }

    void limit(DomainLimits limits) {
        maxAccounts = limits.accounts();
        maxMailboxBytes = limits.mailboxBytes();
        maxMessages = limits.messages();
        maxMessageBytes = limits.messageBytes();
    }

    void moveTo(int place) { position = place; }

    /// Replaces the aliases, in this order.
    void alias(List<DomainKey> aliases) {
        var wanted = aliases.stream().distinct().filter(a -> !a.name().equals(name())).toList();
        if (wanted.size() > MAX_ALIASES) throw Rejected.invalid("aliases", "at most " + MAX_ALIASES);
        names.removeIf(n -> n != names.getFirst() && !wanted.contains(new DomainKey(n.name())));
        for (int i = 0; i < wanted.size(); i++) {
            var key = wanted.get(i);
            int place = i + 1;
            names.stream().filter(n -> n.name().equals(key.name())).findFirst()
                    .ifPresentOrElse(n -> n.moveTo(place), () -> names.add(new DomainName(this, key, place)));
        }
    }

    @Override public boolean equals(Object other) { return other instanceof Domain d && d.id() == id; }

    @Override public int hashCode() { return Long.hashCode(id); }
}
