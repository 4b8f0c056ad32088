package org.posthouse.setting;

import java.net.InetAddress;
import java.net.URI;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.posthouse.mime.Domains;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.Snapshot.Fault;

/// The catalogue of live settings whose value is text. Lists are one item a line.
public enum TextSetting {
    WEB_URL("web.url", Shape.URL, "", 200, "What links in mail begin with; empty for the host name and the port of the web"),
    HOUSE_HOSTNAME("house.hostname", Shape.HOST, "", 253, "Name of this server in greetings and Received fields, such as mail.example.org; empty for the one given at the start"),
    HOUSE_NAME("house.name", Shape.LINE, "Posthouse", 100, "What people here call the house"),
    HOUSE_LANGUAGE("house.language", Shape.LANGUAGE, "en", 2, "Language of who has chosen none"),
    HOUSE_TIME_ZONE("house.time-zone", Shape.ZONE, "", 60, "Time zone of who has chosen none, such as Asia/Tokyo; empty for the machine's"),
    GREETING_SUBJECT_EN("greeting.subject-en", Shape.LINE, "", 200, "Subject of the greeting in English; empty for the house's own words"),
    GREETING_TEXT_EN("greeting.text-en", Shape.PARAGRAPHS, "", 4000, "The greeting in English; empty for the house's own words"),
    GREETING_SUBJECT_JA("greeting.subject-ja", Shape.LINE, "", 200, "Subject of the greeting in Japanese; empty for the house's own words"),
    GREETING_TEXT_JA("greeting.text-ja", Shape.PARAGRAPHS, "", 4000, "The greeting in Japanese; empty for the house's own words"),
    GREETING_SUBJECT_ZH("greeting.subject-zh", Shape.LINE, "", 200, "Subject of the greeting in Chinese; empty for the house's own words"),
    GREETING_TEXT_ZH("greeting.text-zh", Shape.PARAGRAPHS, "", 4000, "The greeting in Chinese; empty for the house's own words"),
    DNS_HOSTS("dns.hosts", Shape.HOSTS, "", 4000, "Hosts asked before DNS, one address with its names a line"),
    // how addresses are read
    ADDRESS_SEPARATORS("address.separators", Shape.SEPARATORS, "+", 8, "Characters that begin a sub-address, as + does in jane+box@; empty for none"),
    INCLUDE_ROOTS("alias.include-roots", Shape.FOLDERS, "", 2000, "Folders whose files aliases may include, one absolute path a line; empty for none"),
    // what is done with mail that failed
    ERRORS_UNKNOWN("errors.unknown", Shape.HANDLING, "return", 320, "Mail to an address that another server does not know: return, hold, or the address that gets it"),
    ERRORS_REFUSED("errors.refused", Shape.HANDLING, "return", 320, "Mail that another server refuses for another reason: return, hold, or the address that gets it"),
    ERRORS_EXPIRED("errors.expired", Shape.HANDLING, "return", 320, "Mail that was tried in vain for as long as the schedule says: return, hold, or the address that gets it"),
    ERRORS_LOOP("errors.loop", Shape.HANDLING, "return", 320, "Mail that goes round in circles: return, hold, or the address that gets it"),
    ERRORS_ROUTING("errors.routing", Shape.HANDLING, "return", 320, "Mail for which there is no way: return, hold, or the address that gets it"),
    ERRORS_LOCAL("errors.local", Shape.HANDLING, "return", 320, "Mail that could not be delivered in this house: return, hold, or the address that gets it"),
    CONNECTION_TIMES("connection.times", Shape.PARAGRAPHS, "", 500, "Times of day when mail for scheduled routes goes, such as 07:30, one a line"),
    CONNECTION_BEFORE("connection.before", Shape.LINE, "", 64, "Registered program that is run before a run of the queue"),
    CONNECTION_AFTER("connection.after", Shape.LINE, "", 64, "Registered program that is run behind a run of the queue"),
    LOG_SMTP("log.smtp", Shape.DETAIL, "events", 8, "SMTP sessions: problems, events or details"),
    LOG_POP3("log.pop3", Shape.DETAIL, "events", 8, "POP3 sessions: problems, events or details"),
    LOG_CONNECTIONS("log.connections", Shape.DETAIL, "events", 8, "Listeners and connections: problems, events or details"),
    LOG_SIGN_IN("log.sign-in", Shape.DETAIL, "events", 8, "Sign-ins and passwords: problems, events or details"),
    LOG_DELIVERY("log.delivery", Shape.DETAIL, "events", 8, "Delivery: problems, events or details"),
    LOG_STORE("log.store", Shape.DETAIL, "events", 8, "Store and mailboxes: problems, events or details"),
    LOG_WEB("log.web", Shape.DETAIL, "events", 8, "Web pages and API: problems, events or details"),
    LOG_CHANGES("log.changes", Shape.DETAIL, "events", 8, "Changes by forms and settings: problems, events or details"),
    LOG_HOUSE("log.house", Shape.DETAIL, "events", 8, "Start, stop and housekeeping: problems, events or details"),
    LOG_SERVER("log.server", Shape.DETAIL, "problems", 8, "The application server below: problems, events or details"),
    // who may send what
    SUBMISSION_DOMAIN("submission.domain", Shape.HOST, "", 253, "Domain that completes addresses; empty for that of the sender's account"),
    BLACKLIST_ZONES("blacklist.zones", Shape.PARAGRAPHS, "", 2000, "Black lists in the DNS that are asked about clients from outside"),
    BLACKLIST_EXEMPT("blacklist.exempt", Shape.PARAGRAPHS, "", 4000, "Networks about which no black list is asked"),
    // planned backups
    BACKUP_FOLDER("backup.folder", Shape.LINE, "", 1000, "Folder for planned backups, an absolute path; empty for none"),
    BACKUP_TIME("backup.time", Shape.LINE, "", 5, "Time of day of the planned backup, such as 02:30; empty for none"),
    BACKUP_KEY("backup.key", Shape.LINE, "", 1000, "File with the key of planned backups; empty for backups in the clear");

    /// What a text has to be.
    enum Shape {
        LINE(text -> text.codePoints().anyMatch(Character::isISOControl) ? null : text.strip()),
        PARAGRAPHS(text -> paragraphs(text)),
        LANGUAGE(text -> LANGUAGES.contains(text) ? text : null),
        ZONE(text -> text.isEmpty() || ZoneId.getAvailableZoneIds().contains(text) ? text : null),
        DETAIL(text -> DETAILS.contains(text) ? text : null),
        SEPARATORS(text -> text.strip().chars().allMatch(c -> "+-=_#~%!".indexOf(c) >= 0) ? text.strip() : null),        // a dot would cut names
        FOLDERS(text -> folders(text)),
        HOST(text -> text.isBlank() || text.strip().matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?") ? text.strip().toLowerCase(java.util.Locale.ROOT) : null),       // RFC 1123 §2.1
        HOSTS(text -> wrongHost(text) == 0 ? paragraphs(text) : null),
        HANDLING(text -> HANDLINGS.contains(text.strip()) || PathRead.parse("<" + text.strip() + ">") instanceof PathRead.Good(var path, var rest) && !path.isNull() && rest.isEmpty() && text.indexOf('@') > 0 ? text.strip() : null),
        URL(text -> url(text.strip()));

        private final UnaryOperator<String> clean;

        Shape(UnaryOperator<String> clean) { this.clean = clean; }

        private static String paragraphs(String text) {
            var lines = text.replace("\r\n", "\n").stripTrailing();
            return lines.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t') ? null : lines;
        }

        /// Number of the first line that is neither empty, nor a comment, nor an address with names behind it; 0 when all are.
        private static int wrongHost(String text) {
            var lines = text.lines().map(line -> line.replaceFirst("#.*", "").strip()).toList();
            for (int i = 0; i < lines.size(); i++) if (!lines.get(i).isEmpty() && !host(lines.get(i).split("\\s+"))) return i + 1;
            return 0;
        }

        private static boolean host(String[] words) {
            try {
                InetAddress.ofLiteral(words[0]);
                return words.length > 1 && Arrays.stream(words).skip(1).allMatch(Domains::isHostName);
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        private static String folders(String text) {
            var lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
            return lines.stream().allMatch(line -> line.startsWith("/") && line.length() > 1 && line.codePoints().noneMatch(Character::isISOControl)) ? String.join("\n", lines) : null;
        }

        private static String url(String text) {
            if (text.isEmpty()) return text;
            try {
                var uri = URI.create(text);
                boolean good = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getUserInfo() == null;
                return good ? text.replaceAll("/+$", "") : null;
            } catch (IllegalArgumentException _) {
                return null;
            }
        }
    }

    /// Those the house speaks.
    public static final List<String> LANGUAGES = List.of("en", "ja", "zh");

    /// How much a group of events writes into the log: what went wrong, also what happened, also how.
    public static final List<String> DETAILS = List.of("problems", "events", "details");

    /// What is done with mail that failed, other than sending it to an address.
    public static final List<String> HANDLINGS = List.of("return", "hold");

    private static final Map<String, TextSetting> BY_NAME = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TextSetting::label, Function.identity()));

    private final String label;
    private final Shape shape;
    private final String standard;
    private final int most;
    private final String meaning;

    TextSetting(String label, Shape shape, String standard, int most, String meaning) {
        this.label = label;
        this.shape = shape;
        this.standard = standard;
        this.most = most;
        this.meaning = meaning;
    }

    public static Optional<TextSetting> named(String label) { return Optional.ofNullable(BY_NAME.get(label)); }

    /// As administrators write it.
    public String label() { return label; }

    /// The value in a house where nobody chose another.
    public String standard() { return standard; }

    /// Characters at most; never more than a row holds, which is 4,000.
    public int most() { return most; }

    /// A few words for people, without a full stop.
    public String meaning() { return meaning; }

    /// The value as it is kept; empty for what is no value of this setting.
    Optional<String> read(String text) { return text.length() > most ? Optional.empty() : Optional.ofNullable(shape.clean.apply(text)); }

    /// What [#read] takes, for somebody who gave this.
    Fault wanted(String text) {
        if (text.length() > most) return new Fault(label, "at most {0} characters", most);
        return switch (shape) {
            case LINE -> new Fault(label, "must be one line of text");
            case PARAGRAPHS -> new Fault(label, "must be text");
            case LANGUAGE -> new Fault(label, "must be one of en, ja and zh");
            case ZONE -> new Fault(label, "must be a time zone such as Europe/Berlin");
            case DETAIL -> new Fault(label, "must be one of problems, events and details");
            case SEPARATORS -> new Fault(label, "must be some of the characters {0}", "+-=_#~%!");
            case FOLDERS -> new Fault(label, "must be absolute paths, one a line");
            case HOST -> new Fault(label, "must be a host name of letters, digits, dots and hyphens, such as mail.example.org");
            case HOSTS -> new Fault(label, "line {0} must be an IP address and one or more names, such as 192.0.2.25 mail.example.org", Shape.wrongHost(text));
            case HANDLING -> new Fault(label, "must be return, hold or an address");
            case URL -> new Fault(label, "must begin with https:// or http:// and a host, without a query");
        };
    }
}
