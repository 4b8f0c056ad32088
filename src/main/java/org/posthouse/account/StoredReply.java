package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/// An account's [AutoReply]; kept when it is switched off, so that the text is there the next time.
@Entity @Table(name = "auto_reply") class StoredReply {
    @Id @Column(name = "account_id") private long account;
    @Version @Column(name = "version", nullable = false) private int version;
    @Enumerated(EnumType.STRING) @Column(name = "mode", nullable = false, length = 16) private AutoReply.Mode mode;
    @Column(name = "subject", nullable = false, length = 255) private String subject;
    @Column(name = "message", nullable = false, length = 10_000) private String message;
    @Column(name = "first_day") private LocalDate from;
    @Column(name = "last_day") private LocalDate until;
    @Column(name = "every_days", nullable = false) private int everyDays;
    @Column(name = "unnamed", nullable = false) private boolean unnamed;
    @Column(name = "since") private Instant since;

    protected StoredReply() { }

    StoredReply(long account) { this.account = account; }

    AutoReply reply() { return new AutoReply(mode, subject, message, Optional.ofNullable(from), Optional.ofNullable(until), everyDays, unnamed); }

    /// Another absence begins when answering is switched on, when the one before is over, and with a first day to come; a longer or shorter one is the same, and nobody is told twice.
    void settle(AutoReply reply, Instant now, LocalDate today) {
        boolean otherDays = !Objects.equals(from, reply.from().orElse(null)) || !Objects.equals(until, reply.until().orElse(null));
        if (mode != reply.mode() || otherDays && (until != null && until.isBefore(today) || reply.from().filter(today::isBefore).isPresent())) since = now;
        mode = reply.mode();
        subject = reply.subject();
        message = reply.message();
        from = reply.from().orElse(null);
        until = reply.until().orElse(null);
        everyDays = reply.everyDays();
        unnamed = reply.unnamed();
    }
}
