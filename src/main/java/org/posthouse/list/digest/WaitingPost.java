package org.posthouse.list.digest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.posthouse.mailbox.Segments;
import org.posthouse.store.RecordId;

/// A post that no digest has had yet.
@Entity @Table(name = "list_waiting_post") class WaitingPost {
    @Id @Column(name = "id") private long id;
    @Column(name = "list_id", nullable = false) private long list;
    @Column(name = "number", nullable = false) private long number;
    @Column(name = "segment", nullable = false) private byte[] segment;
    @Column(name = "record", nullable = false) private int record;
    @Column(name = "octets", nullable = false) private long octets;
    @Column(name = "added", nullable = false) private Instant added;

    protected WaitingPost() { }

    WaitingPost(long id, long list, long number, RecordId article, long octets, Instant added) {
        this.id = id;
        this.list = list;
        this.number = number;
        segment = Segments.octets(article.segment());
        record = article.number();
        this.octets = octets;
        this.added = added;
    }

    long number() { return number; }

    RecordId article() { return new RecordId(Segments.uuid(segment), record); }

    long octets() { return octets; }

    Instant added() { return added; }
}
