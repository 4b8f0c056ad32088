package org.posthouse.setting;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Limits;
import org.posthouse.setting.Snapshot.Fault;

/// The catalogue of live settings. A value is a whole number; a flag is 0 or 1 here and `true` or `false` to people.
public enum Setting {
    MESSAGE_BYTES("smtp.message-bytes", Unit.OCTETS, Limits.DEFAULT.messageBytes(), 64 << 10, 1L << 30,          // RFC 5321 §4.5.3.1.7
            "Largest message, announced by SIZE"),
    RECIPIENTS("smtp.recipients", Unit.COUNT, Limits.DEFAULT.recipients(), 100, 100_000,                         // RFC 5321 §4.5.3.1.8
            "Recipients of one message"),
    MESSAGES("smtp.messages", Unit.COUNT, Limits.DEFAULT.messages(), 1, 1_000_000,
            "Messages in one connection"),
    COMMAND_OCTETS("smtp.command-octets", Unit.OCTETS, Limits.DEFAULT.commandOctets(), 1024, 64 << 10,           // RFC 5321 §4.5.3.1.4, and room for what extensions add
            "One command line with its CRLF"),
    TEXT_OCTETS("smtp.text-octets", Unit.OCTETS, Limits.DEFAULT.textOctets(), 1000, 1 << 20,                     // RFC 5321 §4.5.3.1.6
            "One line of a message with its CRLF"),
    HEADER_BYTES("smtp.header-bytes", Unit.OCTETS, Limits.DEFAULT.headerBytes(), 16 << 10, 16 << 20,
            "The whole header of a message"),
    HEADER_FIELDS("smtp.header-fields", Unit.COUNT, Limits.DEFAULT.headerFields(), 100, 100_000,
            "Fields in a header"),
    PARAMETER_OCTETS("smtp.parameter-octets", Unit.OCTETS, Limits.DEFAULT.parameterOctets(), 256, 64 << 10,
            "One MIME parameter, as a file name is"),
    MIME_DEPTH("smtp.mime-depth", Unit.COUNT, Limits.DEFAULT.mimeDepth(), 5, 200,
            "Multiparts and messages inside each other"),
    MIME_PARTS("smtp.mime-parts", Unit.COUNT, Limits.DEFAULT.mimeParts(), 100, 1_000_000,
            "Parts of one message"),
    COMMAND_TIMEOUT("smtp.command-timeout", Unit.SECONDS, Limits.DEFAULT.commandTimeout(), 30, 3600,             // RFC 5321 §4.5.3.2.7
            "Wait for a command"),
    CONNECTION_MINUTES("connection.minutes", Unit.COUNT, 0, 0, 10_080,
            "Minutes between runs for scheduled routes; 0 for the times of day alone"),
    DATA_TIMEOUT("smtp.data-timeout", Unit.SECONDS, Limits.DEFAULT.dataTimeout(), 30, 3600,                      // RFC 5321 §4.5.3.2.5
            "Wait for more of a message"),
    DATA_TOTAL("smtp.data-total", Unit.SECONDS, Limits.DEFAULT.dataTotal(), 60, 86_400,
            "From the go-ahead to the end of a message"),
    VRFY("smtp.vrfy", Limits.DEFAULT.vrfy(), "VRFY tells whether an address exists"),
    EXPN("smtp.expn", Limits.DEFAULT.expn(), "EXPN tells who is behind an address"),
    POP_TIMEOUT("pop3.command-timeout", Unit.SECONDS, Limits.DEFAULT.popTimeout(), 600, 86_400,                  // RFC 1939 §3
            "Wait for a POP3 command"),
    HTTPS_REDIRECT("web.https-redirect", true, "Browsers on other machines that come in clear are sent on to HTTPS"),
    ERRORS("session.errors", Unit.COUNT, Limits.DEFAULT.errors(), 3, 1000,
            "Protocol mistakes before a session is ended"),
    CONNECTIONS_PER_ADDRESS("session.connections-per-address", Unit.COUNT, Limits.DEFAULT.connectionsPerAddress(), 1, 1_000_000,
            "Open at once from one IPv4 address or IPv6 /64; loopback is exempt"),
    CONNECTIONS("session.connections", Unit.COUNT, Limits.DEFAULT.connections(), 10, 1_000_000,
            "Open at once in all"),
    // who may use the web, and how
    TOKEN_SECONDS("web.token-seconds", Unit.SECONDS, 300, 60, 7200,
            "How long nothing may happen before a browser must sign in again"),
    TOKEN_HOURS("web.token-hours", Unit.COUNT, 12, 1, 720,
            "Hours after which a browser must sign in again in any case"),
    TOKEN_BOUND("web.token-bound", true, "A browser whose address changes must sign in again"),
    PASSWORD_MINIMUM("password.minimum", Unit.COUNT, 8, 6, 64,
            "Characters of a new password"),
    SECOND_FACTOR("admin.second-factor", false, "Administrators need a second factor"),
    // what the house may hold, and what it writes about itself
    TRASH_DAYS("trash.days", Unit.DAYS, 30, 1, 3650, "A deleted account can be restored so long"),
    GREETING("greeting.on", false, "A new account finds a greeting in its mailbox"),
    GREETING_IMPORTED("greeting.imported", false, "An account from a table finds one too"),
    CAPACITY_ACCOUNTS("capacity.accounts", Unit.COUNT, 0, 0, 10_000_000, "Accounts of the whole house, 0 for any number"),
    CAPACITY_LISTS("capacity.lists", Unit.COUNT, 0, 0, 1_000_000, "Mailing lists of the whole house, 0 for any number"),
    CAPACITY_SUBSCRIBERS("capacity.subscribers", Unit.COUNT, 0, 0, 100_000_000, "Subscribers of all lists together, 0 for any number"),
    ARCHIVE_IMPORT_OCTETS("archive.import-octets", Unit.OCTETS, 2L << 30, 1 << 20, 1L << 40, "The largest file of posts that is brought to a list's archive by web or API"),
    // how much leaves at once
    QUEUE_RUNS("queue.runs", Unit.COUNT, 400, 10, 10_000, "Runs of the queue at the same time, to all destinations"),
    QUEUE_DESTINATION_RUNS("queue.destination-runs", Unit.COUNT, 20, 1, 1000, "Connections at the same time to one other server"),
    QUEUE_RECIPIENTS("queue.recipients", Unit.COUNT, 100, 1, 10_000, "Recipients of one message handed to another server at once"),      // RFC 5321 §4.5.3.1.8: 100 are always taken
    QUEUE_MESSAGES("queue.messages", Unit.COUNT, 100, 1, 10_000, "Messages over one connection to another server"),
    QUEUE_RATE("queue.rate", Unit.COUNT, 0, 0, 100_000, "Messages a minute to one destination, 0 for any number"),
    LOG_DAYS("log.days", Unit.DAYS, 30, 1, 3650, "Logs older than this are thrown away"),
    LOG_OCTETS("log.octets", Unit.OCTETS, 200L << 20, 20L << 20, 100L << 30, "Room that logs may take; the oldest go first"),
    // what happened to each message
    JOURNEYS_ON("journey.on", true, "What happens to each message is written down"),
    BACKUP_KEEP("backup.keep", Unit.COUNT, 14, 0, 10_000, "Planned backups that stay; 0 for all"),
    JOURNEYS_DAYS("journey.days", Unit.DAYS, 30, 1, 3650, "Journeys older than this are thrown away"),
    JOURNEYS_OCTETS("journey.octets", Unit.OCTETS, 10L << 30, 100L << 20, 10L << 40, "Room that journeys may take; the oldest days go first"),
    // reports about mail that was not delivered
    REPORT_OCTETS("report.octets", Unit.OCTETS, 256L << 10, 0, 10L << 20, "A message up to this size comes back whole with the report that it failed, of a larger one its header"),
    REPORT_COPIES("report.copies", false, "The postmaster gets a copy of each report of a failure"),
    REPORT_STRAYS("report.strays", true, "A failure that its sender cannot be told of is told to the postmaster"),
    // who may send what
    RELAY_POP_MINUTES("relay.pop-minutes", Unit.COUNT, 0, 0, 1440, "Minutes for which an address that has read mail by POP3 may send without signing in; 0 for never"),
    SUBMISSION_OWN_SENDER("submission.own-sender", true, "Who signs in sends from own addresses only"),
    SUBMISSION_COMPLETE("submission.complete", true, "Addresses without a domain are completed in mail that people send"),
    SUBMISSION_FIELDS("submission.fields", true, "Date and Message-ID are added to mail that people send without them"),
    RATE_ACCOUNT_MESSAGES("rate.account-messages", Unit.COUNT, 0, 0, 1_000_000, "Messages of one account in an hour, 0 for any number; more are held"),
    RATE_ACCOUNT_RECIPIENTS("rate.account-recipients", Unit.COUNT, 0, 0, 10_000_000, "Recipients of one account in an hour, 0 for any number; more are held"),
    RATE_CLIENT_MESSAGES("rate.client-messages", Unit.COUNT, 0, 0, 1_000_000, "Messages that people send from one network address in an hour, 0 for any number; more are held"),
    RATE_CLIENT_RECIPIENTS("rate.client-recipients", Unit.COUNT, 0, 0, 10_000_000, "Recipients to whom people send from one network address in an hour, 0 for any number; more are held"),
    SPF("spf.on", true, "SPF is asked about mail from outside"),
    SPF_REFUSE("spf.refuse", false, "Mail that SPF says is forged is refused"),
    SENDER_DOMAIN("sender.domain-check", false, "The domain of a sender from outside must exist"),
    // what people may decide about their own mail
    FORWARD_ASKS("forward.asks", true, "Whoever reads mail at an address elsewhere is asked before people send theirs on to it"),
    FORWARD_ASKS_ADMINISTRATORS("forward.asks-administrators", false, "The same when an administrator enters the address"),
    SCRIPTS_EDIT_HEADER("scripts.edit-header", false, "People's scripts may change header fields"),
    SCRIPTS_REDIRECTS("scripts.redirects", Unit.COUNT, 1000, 0, 1_000_000, "Messages that rules and scripts of one account may send to addresses elsewhere in a day, 0 for any number; more stay in the mailbox"),
    // what a mailbox may hold
    MAILBOX_FULL_REFUSES("mailbox.full-refuses", false, "Mail for a full mailbox goes back at once instead of being tried again"),
    MAILBOX_WARNINGS("mailbox.warnings", true, "People are told when their mailbox is 80 and 95 % full");

    /// What a number counts.
    public enum Unit {
        COUNT("number"), OCTETS("octets"), SECONDS("seconds"), DAYS("days"), FLAG("flag");

        private final String label;

        Unit(String label) { this.label = label; }

        public String label() { return label; }
    }

    private static final Map<String, Setting> BY_NAME = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Setting::label, Function.identity()));

    private final String label;
    private final Unit unit;
    private final long standard;
    private final long least;
    private final long most;
    private final String meaning;

    Setting(String label, Unit unit, long standard, long least, long most, String meaning) {
        this.label = label;
        this.unit = unit;
        this.standard = standard;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    Setting(String label, Unit unit, Duration standard, long least, long most, String meaning) { this(label, unit, standard.toSeconds(), least, most, meaning); }

    Setting(String label, boolean standard, String meaning) { this(label, Unit.FLAG, standard ? 1 : 0, 0, 1, meaning); }

    public static Optional<Setting> named(String label) { return Optional.ofNullable(BY_NAME.get(label)); }

    /// As administrators write it.
    public String label() { return label; }

    public Unit unit() { return unit; }

    /// The value in a house where nobody chose another.
    public long standard() { return standard; }

    public long least() { return least; }

    public long most() { return most; }

    /// A few words for people, without a full stop.
    public String meaning() { return meaning; }

    /// The value as text: decimal, or `true` or `false`. What [#read] reads.
    public String text(long value) { return unit == Unit.FLAG ? Boolean.toString(value == 1) : Long.toString(value); }

    /// Empty for what is no value of this setting, or out of bounds.
    OptionalLong read(String text) {
        if (unit == Unit.FLAG) return text.equals("true") ? OptionalLong.of(1) : text.equals("false") ? OptionalLong.of(0) : OptionalLong.empty();
        if (!text.matches("\\d{1,18}")) return OptionalLong.empty();
        long value = Long.parseLong(text);
        return value >= least && value <= most ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /// What [#read] takes, for somebody who gave something else.
    Fault wanted() { return unit == Unit.FLAG ? new Fault(label, "must be true or false") : new Fault(label, "must be a whole number from {0} to {1}", least, most); }
}
