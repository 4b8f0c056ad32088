package org.posthouse.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/// One name of a domain: its own (position 0) or an alias.
@Entity @Table(name = "domain_name") class DomainName {
    @Id @Column(name = "name", length = 253) private String name;
    @ManyToOne(fetch = FetchType.LAZY, optional = false) @JoinColumn(name = "domain_id") private Domain domain;
    @Column(name = "position", nullable = false) private int position;

    protected DomainName() { }

    DomainName(Domain domain, DomainKey name, int position) {
        this.domain = domain;
        this.name = name.name();
        this.position = position;
    }

    String name() { return name; }

    void moveTo(int place) { position = place; }
}
