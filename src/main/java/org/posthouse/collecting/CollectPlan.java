package org.posthouse.collecting;

/// What somebody wants of a mailbox at a provider.
///
/// @param account   into whose mailbox; for a mailbox of many: who gets what names nobody here
/// @param folder    of IMAP; INBOX where it is empty, and for POP3
/// @param minutes   between runs
/// @param keepDays  how long messages stay at the provider after they were fetched; 0 removes them at once
/// @param mostBytes larger ones stay there
/// @param field     the header field that says for whom a message was; [Field#NONE] for one person's mailbox
/// @param active    by itself; otherwise when it is asked for
/// @param anywhere  a postmaster has said so: the host may be one of the inner network, and the port any
public record CollectPlan(long account, Kind kind, String host, int port, Security security, String login, String folder, int minutes, int keepDays, long mostBytes, Field field, boolean active,
                          boolean anywhere) {
    public static final int MOST_MINUTES = 7 * 24 * 60;
    public static final int MOST_DAYS = 3650;

    public enum Kind { POP3, IMAP }

    public enum Security {
        /// From the first octet (RFC 8314 §3).
        TLS,
        STARTTLS,
        /// In clear, password and all.
        NONE
    }

    /// Where providers write the envelope's recipient down, for there is no standard for that.
    public enum Field {
        NONE(""), ENVELOPE_TO("Envelope-To"), DELIVERED_TO("Delivered-To"), X_ORIGINAL_TO("X-Original-To"), X_ENVELOPE_TO("X-Envelope-To"),
        /// The `for` of Received fields.
        RECEIVED("Received");

        private final String header;

        Field(String header) { this.header = header; }

        public String header() { return header; }
    }

    /// 0 is the usual one.
    int portOrUsual() {
        if (port > 0) return port;
        return kind == Kind.POP3 ? security == Security.TLS ? 995 : 110 : security == Security.TLS ? 993 : 143;
    }

    /// What makes one mailbox there another: then nothing of it was fetched yet.
    String place() { return kind + " " + host + " " + portOrUsual() + " " + login + " " + folderOrInbox(); }

    String folderOrInbox() { return folder.isEmpty() ? "INBOX" : folder; }
}
