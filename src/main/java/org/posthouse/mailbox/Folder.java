package org.posthouse.mailbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// A place that holds messages: an account's, a list's, or public. `/` divides levels of a name; names beginning with `#` or `~` are reserved; INBOX is case-blind.
@Entity @Table(name = "folder") public class Folder {
    public static final String INBOX = "INBOX";
    /// Where a list's posts are.
    public static final String POSTS = "posts";

    /// Whose folder it is.
    public enum OwnerKind { ACCOUNT, LIST, PUBLIC }

    @Id @Column(name = "id") private long id;
    @Enumerated(EnumType.STRING) @Column(name = "owner_kind", nullable = false, length = 8) private OwnerKind ownerKind;
    @Column(name = "owner_id", nullable = false) private long owner;
    @Column(name = "name", nullable = false, length = 255) private String name;
    @Column(name = "uid_validity", nullable = false) private long uidValidity;
    @Column(name = "next_uid", nullable = false) private long nextUid = 1;
    @Column(name = "highest_modseq", nullable = false) private long highestModseq = 1;
    @Column(name = "messages", nullable = false) private long messages;
    @Column(name = "octets", nullable = false) private long octets;

    protected Folder() { }

    /// @param uidValidity grows whenever a folder of the same name is made again (RFC 9051 §2.3.1.1): seconds do
    Folder(long id, OwnerKind ownerKind, long owner, String name, long uidValidity) {
        this.id = id;
        this.ownerKind = ownerKind;
        this.owner = owner;
        this.name = name;
        this.uidValidity = uidValidity;
    }

    public long id() { return id; }

    public OwnerKind ownerKind() { return ownerKind; }

    public long owner() { return owner; }

    public String name() { return name; }

    public long uidValidity() { return uidValidity; }

    public long nextUid() { return nextUid; }

    public long highestModseq() { return highestModseq; }

    public long messages() { return messages; }

    /// Sum of the messages' sizes as readers see them.
    public long octets() { return octets; }

    @Override public boolean equals(Object other) { return other instanceof Folder folder && folder.id() == id; }

    @Override public int hashCode() { return Long.hashCode(id); }
}
