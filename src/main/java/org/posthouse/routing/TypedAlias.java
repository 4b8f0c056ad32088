package org.posthouse.routing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;

/// A name in a domain of this house that is no account.
@Entity @Table(name = "typed_alias") public class TypedAlias {
    /// The names are kept in rows: add, never rename.
    public enum Kind {
        /// Other addresses, here or elsewhere.
        ADDRESS,
        /// A file with an address a line.
        INCLUDE,
        /// A file or maildrop below a registered folder.
        PATH,
        /// A registered program.
        COMMAND
    }

    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "domain_id", nullable = false) private long domain;
    @Column(name = "address", nullable = false, length = 320) private String address;
    @Enumerated(EnumType.STRING) @Column(name = "kind", nullable = false, length = 16) private Kind kind;
    @Column(name = "targets", nullable = false, columnDefinition = "MEDIUMTEXT") private String targets;

    protected TypedAlias() { }

    TypedAlias(long id, long domain, String address, Kind kind, List<String> targets) {
        this.id = id;
        this.domain = domain;
        this.address = address;
        settle(kind, targets);
    }

    public long id() { return id; }

    public int version() { return version; }

    /// The domain's id.
    public long domain() { return domain; }

    /// `local@domain` in the key's spelling.
    public String address() { return address; }

    public Kind kind() { return kind; }

    public List<String> targets() { return targets.lines().toList(); }

    void settle(Kind kind, List<String> targets) {
        this.kind = kind;
        this.targets = String.join("\n", targets);
    }
}
