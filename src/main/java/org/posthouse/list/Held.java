package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.posthouse.mailbox.Segments;
import org.posthouse.mime.Address;
import org.posthouse.store.RecordId;

/// What waits for an owner: a post, or somebody's wish to join.
@Entity @Table(name = "list_held") public class Held {
    static final int MAX_SUBJECT = 500;
    static final int MAX_NAME = 200;

    /// Stored by name.
    public enum Kind { POST, SUBSCRIPTION }

    /// Why it waits. Stored by name.
    public enum Why {
        /// By somebody who is no member, or not among those who may post.
        STRANGER,
        /// Every post waits.
        MODERATED,
        /// One of the first posts of a new member.
        NEWCOMER,
        ATTACHMENT,
        /// Mail of another list or of a machine, by somebody who is not known to post such.
        BULK,
        /// The sender's domain says that it was not sent by one of its own servers.
        FORGED,
        /// A wish to join, confirmed by its address.
        JOINING
    }

    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "list_id", nullable = false) private long list;
    @Enumerated(EnumType.STRING) @Column(name = "kind", nullable = false, length = 16) private Kind kind;
    @Enumerated(EnumType.STRING) @Column(name = "why", nullable = false, length = 16) private Why why;
    @Column(name = "address", nullable = false, length = 320) private String address;
    @Column(name = "name", nullable = false, length = 200) private String name;
    @Column(name = "subject", nullable = false, length = 500) private String subject;
    @Column(name = "segment") private byte[] segment;
    @Column(name = "record") private Integer record;
    @Column(name = "number", nullable = false) private int number;
    @Column(name = "sender", nullable = false, length = 400) private String sender;
    @Column(name = "account", nullable = false) private long account;
    @Column(name = "prefix") private byte[] prefix;
    @Column(name = "octets", nullable = false) private long octets;
    @Column(name = "since", nullable = false) private Instant since;
    @Column(name = "held_until") private Instant until;
    @Column(name = "told") private Instant told;

    protected Held() { }

    private Held(long id, long list, Kind kind, Why why, Address whose, String name, String subject, Instant since, Optional<Instant> until) {
        this.id = id;
        this.list = list;
        this.kind = kind;
        this.why = why;
        this.address = whose.toString();
        this.name = cut(name, MAX_NAME);
        this.subject = cut(subject, MAX_SUBJECT);
        this.since = since;
        this.until = until.orElse(null);
        this.sender = "";
    }

    /// A stored message, as a row of the queue had it.
    ///
    /// @param whose  the author's address
    /// @param name   the author's, decoded; empty for none
    /// @param number of the copy in the queue
    static Held post(long id, long list, Why why, Address whose, String name, String subject, RecordId record, int number, String sender, long account, byte[] prefix, long octets, Instant since, Optional<Instant> until) {
        var held = new Held(id, list, Kind.POST, why, whose, name, subject, since, until);
        held.segment = Segments.octets(record.segment());
        held.record = record.number();
        held.number = number;
        held.sender = sender;
        held.account = account;
        held.prefix = prefix;
        held.octets = octets;
        return held;
    }

    static Held subscription(long id, long list, Address whose, String name, Instant since, Optional<Instant> until) { return new Held(id, list, Kind.SUBSCRIPTION, Why.JOINING, whose, name, "", since, until); }

    private static String cut(String text, int most) { return text.length() > most ? text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most) - 1)) : text; }

    public long id() { return id; }

    public int version() { return version; }

    public long list() { return list; }

    public Kind kind() { return kind; }

    public Why why() { return why; }

    /// Whose post it is, or who wants to join.
    public String address() { return address; }

    /// Empty when nobody said.
    public String name() { return name; }

    /// Of a post, decoded.
    public String subject() { return subject; }

    /// Of a post.
    public Optional<RecordId> message() { return segment == null ? Optional.empty() : Optional.of(new RecordId(Segments.uuid(segment), record)); }

    public int number() { return number; }

    /// Envelope sender of a post.
    public String sender() { return sender; }

    public long account() { return account; }

    public byte[] prefix() { return prefix == null ? new byte[0] : prefix.clone(); }

    public long octets() { return octets; }

    public Instant since() { return since; }

    /// When it is refused by itself; empty for never.
    public Optional<Instant> until() { return Optional.ofNullable(until); }

    /// When the owners were last written to about it.
    public Optional<Instant> told() { return Optional.ofNullable(told); }

    void told(Instant at) { told = at; }

    @Override public boolean equals(Object other) { return other instanceof Held held && held.id() == id; }

    @Override public int hashCode() { return Long.hashCode(id); }
}
