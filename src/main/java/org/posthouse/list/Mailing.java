package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.posthouse.mailbox.Segments;
import org.posthouse.store.RecordId;

/// One stored message on its way to the members of a list, and how far it has come.
@Entity @Table(name = "list_mailing") public class Mailing {
    /// Who gets it. Stored by name.
    public enum Audience {
        POSTS(Member.State.ON), MIME_DIGEST(Member.State.DIGEST), PLAIN_DIGEST(Member.State.DIGEST);

        final Member.State state;

        Audience(Member.State state) { this.state = state; }
    }

    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "list_id", nullable = false) private long list;
    @Enumerated(EnumType.STRING) @Column(name = "audience", nullable = false, length = 16) private Audience audience;
    @Column(name = "segment", nullable = false) private byte[] segment;
    @Column(name = "record", nullable = false) private int record;
    @Column(name = "reached", nullable = false) private long reached;
    @Column(name = "copies", nullable = false) private int copies;
    @Column(name = "begun", nullable = false) private Instant begun;

    protected Mailing() { }

    Mailing(long id, long list, Audience audience, RecordId record, Instant begun) {
        this.id = id;
        this.list = list;
        this.audience = audience;
        this.segment = Segments.octets(record.segment());
        this.record = record.number();
        this.begun = begun;
    }

    public long id() { return id; }

    public long list() { return list; }

    public Audience audience() { return audience; }

    public RecordId message() { return new RecordId(Segments.uuid(segment), record); }

    /// Id of the last member that has been served.
    long reached() { return reached; }

    /// Made so far; the next one has this number.
    public int copies() { return copies; }

    public Instant begun() { return begun; }

    void handed(long member, int copies) {
        reached = member;
        this.copies += copies;
    }

    @Override public boolean equals(Object other) { return other instanceof Mailing mailing && mailing.id() == id; }

    @Override public int hashCode() { return Long.hashCode(id); }
}
