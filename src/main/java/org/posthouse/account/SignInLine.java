package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.posthouse.account.SignInLog.Entry;
import org.posthouse.account.SignInLog.Tally;
import org.posthouse.account.SignInLog.Way;

/// A line of [SignInLog].
@Entity @Table(name = "sign_in") class SignInLine {
    @Id @Column(name = "id") private long id;
    @Column(name = "account_id", nullable = false) private long account;
    @Enumerated(EnumType.STRING) @Column(name = "door", nullable = false, length = 16) private Door door;
    @Column(name = "client", nullable = false, length = 45) private String client;
    @Column(name = "granted", nullable = false) private boolean granted;
    @Column(name = "first_at", nullable = false) private Instant first;
    @Column(name = "last_at", nullable = false) private Instant last;
    @Column(name = "times", nullable = false) private int times;

    protected SignInLine() { }

    SignInLine(long id, Way way, Tally tally) {
        this.id = id;
        account = way.account();
        door = way.door();
        client = way.client();
        granted = way.granted();
        first = tally.first();
        last = tally.last();
        times = tally.times();
    }

    Entry entry() { return new Entry(door, client, granted, first, last, times); }
}
