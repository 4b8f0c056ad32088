package org.posthouse.domain;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A mail domain of this house, with the names it is known by and what its accounts may use.
@Entity @Table(name = "domain") public class Domain {
    /// More names than this make no domain, but a mistake.
    static final int MAX_ALIASES = 100;
    private static final int MAX_LOCAL_ADDRESSES = 20;
    private static final int MAX_EXPIRY = 36_500;

    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "position", nullable = false) private int position;
    @Column(name = "max_accounts", nullable = false) private long maxAccounts;
    @Column(name = "max_mailbox_bytes", nullable = false) private long maxMailboxBytes;
    @Column(name = "max_messages", nullable = false) private long maxMessages;
    @Column(name = "max_message_bytes", nullable = false) private long maxMessageBytes;
    @Column(name = "expiry_days", nullable = false) private int expiryDays;
    @Column(name = "catch_all", nullable = false, length = 320) private String catchAll = "";
    @Column(name = "redirect", nullable = false, length = 320) private String redirect = "";
    @Column(name = "hidden", nullable = false, length = 500) private String hidden = "";
    @ElementCollection @CollectionTable(name = "domain_local_address", joinColumns = @JoinColumn(name = "domain_id")) @Column(name = "address", nullable = false, length = 45)
    private Set<String> localAddresses = new HashSet<>();
    @OneToMany(mappedBy = "domain", cascade = CascadeType.ALL, orphanRemoval = true) @OrderBy("position")
    private List<DomainName> names = new ArrayList<>();

    protected Domain() { }

    Domain(long id, DomainKey name, int position) {
        this.id = id;
        this.position = position;
        names.add(new DomainName(this, name, 0));
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

    public int expiryDays() { return expiryDays; }

    /// Empty when mail to unknown addresses is refused.
    public String catchAll() { return catchAll; }

    /// Empty when mail goes where it is addressed.
    public String redirect() { return redirect; }

    /// IP addresses of this server that are the domain's own, in a fixed order.
    public List<String> localAddresses() { return localAddresses.stream().sorted().toList(); }

    public Set<UserOption> hidden() { return UserOption.read(hidden); }

    /// What it is, as something to change.
    public DomainPlan plan() { return new DomainPlan(name(), aliases(), limits(), expiryDays, catchAll, redirect, localAddresses(), hidden()); }

    /// All but the names, which others may have.
    ///
    /// @throws Rejected INVALID with the field
    void settle(DomainPlan plan) {
        if (plan.expiryDays() < 0 || plan.expiryDays() > MAX_EXPIRY) throw Rejected.invalid("expiryDays", "must be 0 (never) to {0}", MAX_EXPIRY);
        var here = plan.localAddresses().stream().map(Domain::ownAddress).collect(Collectors.toSet());
        if (here.size() > MAX_LOCAL_ADDRESSES) throw Rejected.invalid("localAddresses", "at most {0}", MAX_LOCAL_ADDRESSES);
        maxAccounts = plan.limits().accounts();
        maxMailboxBytes = plan.limits().mailboxBytes();
        maxMessages = plan.limits().messages();
        maxMessageBytes = plan.limits().messageBytes();
        expiryDays = plan.expiryDays();
        catchAll = plan.catchAll();
        redirect = plan.redirect();
        hidden = UserOption.text(plan.hidden());
        localAddresses.retainAll(here);
        localAddresses.addAll(here);
    }

    /// In the one spelling that a socket's address has.
    private static String ownAddress(String text) {
        try {
            var address = InetAddress.ofLiteral(text.strip());
            if (!address.isAnyLocalAddress() && !address.isMulticastAddress() && !address.getHostAddress().contains("%")) return address.getHostAddress();
        } catch (IllegalArgumentException notLiteral) {
            // told below
        }
        throw Rejected.invalid("localAddresses", "{0} is not an IP address of one machine", '"' + (text.length() > 80 ? text.substring(0, 80) : text) + '"');
    }

    void moveTo(int place) { position = place; }

    /// Replaces the aliases, in this order.
    void alias(List<DomainKey> aliases) {
        var wanted = aliases.stream().distinct().filter(a -> !a.name().equals(name())).toList();
        if (wanted.size() > MAX_ALIASES) throw Rejected.invalid("aliases", "at most {0}", MAX_ALIASES);
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
