package org.posthouse.link;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// What is kept of a link that was mailed.
@Entity @Table(name = "mailed_link") class MailedLink {
    @Id @Column(name = "token_hash", length = 64) private String hash;
    @Column(name = "purpose", nullable = false, length = 32) private String purpose;
    @Column(name = "subject", nullable = false, length = 400) private String subject;
    @Column(name = "payload", nullable = false, length = 4000) private String payload;
    @Column(name = "issued", nullable = false) private Instant issued;
    @Column(name = "good_until", nullable = false) private Instant until;

    protected MailedLink() { }

    MailedLink(String hash, Purpose purpose, String subject, String payload, Instant issued, Instant until) {
        this.hash = hash;
        this.purpose = purpose.name();
        this.subject = subject;
        this.payload = payload;
        this.issued = issued;
        this.until = until;
    }

    Pending pending() { return new Pending(Purpose.valueOf(purpose), subject, payload, issued, until); }
}
