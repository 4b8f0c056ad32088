package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Locale;

/// One address of an account; the primary one has position 0. The key is the canonical form, the text keeps the owner's spelling.
@Entity @Table(name = "account_address") class AccountAddress {
    @Id @Column(name = "address_key", length = 320) private String key;
    @ManyToOne(fetch = FetchType.LAZY, optional = false) @JoinColumn(name = "account_id") private Account account;
    @Column(name = "position", nullable = false) private int position;
    @Column(name = "address", nullable = false, length = 320) private String text;
    /// Refers to the domain, so that none can be removed while it has addresses; NULL for reserved accounts.
    @Column(name = "domain_id") private Long domain;

    protected AccountAddress() { }

    AccountAddress(Account account, LocalAddress address, int position) {
        this.account = account;
        this.key = address.key();
        this.domain = address.domain().id();
        spell(address.address().toString(), position);
    }

    AccountAddress(Account account, Reserved reserved) {
        this.account = account;
        this.key = reserved.local();
        spell(reserved.local(), 0);
    }

    String key() { return key; }

    int position() { return position; }

    String text() { return text; }

    void spell(String as, int place) {
        text = as;
        position = place;
    }

    /// The part of the key before `@`.
    static String localOf(String key) {
        int at = key.lastIndexOf('@');
        return (at < 0 ? key : key.substring(0, at)).toLowerCase(Locale.ROOT);
    }
}
