package org.posthouse.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/// The one [AccountTemplate].
@Entity @Table(name = "account_template") class StoredTemplate {
    static final int ONLY = 1;

    @Id @Column(name = "id") private int id = ONLY;
    @Version @Column(name = "version", nullable = false) private int version;
    @Enumerated(EnumType.STRING) @Column(name = "from_rewrite", nullable = false, length = 16) private FromRewrite fromRewrite;
    @Column(name = "max_mailbox_bytes", nullable = false) private long maxMailboxBytes;
    @Column(name = "max_messages", nullable = false) private long maxMessages;
    @Column(name = "max_message_bytes", nullable = false) private long maxMessageBytes;
    @Column(name = "expiry_days", nullable = false) private int expiryDays;
    @Column(name = "listed", nullable = false) private boolean listed;
    @Column(name = "language", nullable = false, length = 35) private String language;
    @Column(name = "time_zone", nullable = false, length = 64) private String timeZone;

    StoredTemplate() { }

    AccountTemplate template() { return new AccountTemplate(fromRewrite, new MailboxLimits(maxMailboxBytes, maxMessages, maxMessageBytes), expiryDays, listed, language, timeZone); }

    void settle(AccountTemplate wanted) {
        fromRewrite = wanted.fromRewrite();
        maxMailboxBytes = wanted.limits().mailboxBytes();
        maxMessages = wanted.limits().messages();
        maxMessageBytes = wanted.limits().messageBytes();
        expiryDays = wanted.expiryDays();
        listed = wanted.listed();
        language = wanted.language();
        timeZone = wanted.timeZone();
    }
}
