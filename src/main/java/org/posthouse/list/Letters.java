package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.account.Directory;
import org.posthouse.account.LocalRecipient;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.housemail.HouseMail;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.routing.Addresses;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// What lists write to people: the house's texts in each language, or a list's own in their place, with names in braces that are filled in. In the caller's transaction.
@ApplicationScoped public class Letters {
    public static final int MOST_SUBJECT = 200;
    public static final int MOST_TEXT = 20_000;
    private static final String TEXTS = "list-letter";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]{1,20})}");
    private static final int MOST_FILLED = 1000;
    /// What a name leaves that nothing is filled in for: a list that says nothing about itself, a refusal without a reason.
    private static final Pattern GAP = Pattern.compile("\n{3,}");
    /// Filled in everywhere.
    private static final List<String> COMMON = List.of("list", "name", "title", "about", "request", "owner", "page", "address");

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject HouseMail mail;
    @Inject Directory directory;
    @Inject Accounts accounts;
    @Inject HostName hostName;
    @Inject ListPages pages;
    @Inject Settings settings;
    @Inject Ids ids;
    @Inject Clock clock;

    /// The letters, each with the names it fills in besides those of all. The names of the constants stand in the database.
    public enum Key {
        HELP("help"),
        INFO("info"),
        WELCOME("welcome", "link"),
        FAREWELL("farewell"),
        /// To an address somebody gave: does it want to be a member?
        CONFIRM_JOIN("confirm-join", "link"),
        CONFIRM_LEAVE("confirm-leave", "link"),
        CONFIRM_CHANGE("confirm-change", "link", "state"),
        /// To the address that a member wants to use from now on.
        CONFIRM_MOVE("confirm-move", "link", "former"),
        /// An owner asks whether somebody wants to be a member.
        INVITATION("invitation", "link"),
        /// Somebody asked for a member to be made one.
        ALREADY("already"),
        /// A subscription waits for an owner.
        WAITING("waiting"),
        DECLINED("declined", "reason"),
        /// To the owners: a subscription waits.
        JOIN_HELD("join-held", "link", "who"),
        /// To the owners: a post waits.
        POST_HELD("post-held", "link", "who", "subject", "reason"),
        /// To whoever wrote a post that waits.
        HELD_NOTICE("held-notice", "subject", "reason"),
        REJECTED("rejected", "subject", "reason"),
        /// To whoever sent a command to all members; it went to nobody.
        COMMAND_CAUGHT("command-caught", "subject"),
        /// To the owners: what still waits.
        REMINDER("reminder", "link", "count", "items"),
        BOUNCE_WARNING("bounce-warning", "link", "reason"),
        SWITCHED_OFF("switched-off", "link", "reason"),
        /// To the owners: a member's copies come back.
        MEMBER_OFF("member-off", "link", "who", "reason"),
        /// What became of commands in a mail.
        RESULTS("results", "results"),
        /// The same, and some of it waits for an answer.
        RESULTS_CONFIRM("results-confirm", "results", "link");

        private final String text;
        private final Set<String> filled;

        Key(String text, String... own) {
            this.text = text;
            var all = new LinkedHashSet<>(COMMON);
            all.addAll(Arrays.asList(own));
            filled = Set.copyOf(all);
        }

        /// In bundles: `confirm-join`.
        public String text() { return text; }

        /// Names that may stand in braces.
        public Set<String> filled() { return filled; }

        /// Without which the letter would be of no use.
        public Set<String> needed() { return this == RESULTS ? Set.of("results") : filled.contains("link") && text.startsWith("confirm") || this == INVITATION || this == RESULTS_CONFIRM ? Set.of("link") : Set.of(); }
    }

    /// @param text lines end in LF
    public record Text(String subject, String text) { }

    public static List<Key> keys() { return List.of(Key.values()); }

    /// The house's.
    public static Text usual(Key key, Language language) {
        var texts = Texts.in(language);
        return new Text(texts.get(TEXTS, key.text + ".subject"), texts.get(TEXTS, key.text + ".text"));
    }

    /// What the list has in place of the house's.
    public Optional<Text> own(long list, Key key, Language language) {
        return database.createNativeQuery("SELECT subject, body FROM list_text WHERE list_id = ?1 AND letter = ?2 AND language = ?3")
                .setParameter(1, list).setParameter(2, key.name()).setParameter(3, language.tag()).getResultStream().map(row -> new Text((String) ((Object[]) row)[0], text(((Object[]) row)[1]))).findFirst();
    }

    private static String text(Object column) {
        if (!(column instanceof java.sql.Clob clob)) return (String) column;
        try {
            return clob.getSubString(1, (int) clob.length());
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As it stands, with its names in braces.
    public Text text(long list, Key key, Language language) { return own(list, key, language).orElseGet(() -> usual(key, language)); }

    /// @throws Rejected INVALID `subject`, `text` when it has names that nobody fills in, lacks one that it needs, or is too long
    public void set(ListEntry list, Key key, Language language, String subject, String text) {
        var line = subject.replaceAll("\\s+", " ").strip();
        var lines = text.replace("\r\n", "\n").stripTrailing() + "\n";
        if (line.isEmpty()) throw Rejected.invalid("subject", "must not be empty");
        if (line.length() > MOST_SUBJECT) throw Rejected.invalid("subject", "at most {0} characters", MOST_SUBJECT);
        if (lines.length() > MOST_TEXT) throw Rejected.invalid("text", "at most {0} characters", MOST_TEXT);
        unknown(key, line).ifPresent(name -> { throw Rejected.invalid("subject", "nothing is filled in for {0}", name); });
        unknown(key, lines).ifPresent(name -> { throw Rejected.invalid("text", "nothing is filled in for {0}", name); });
        for (var name : key.needed()) if (!lines.contains("{" + name + "}")) throw Rejected.invalid("text", "{0} must stand in this text", "{" + name + "}");
        reset(list, key, language);
        var wanted = new Text(line, lines);
        if (wanted.equals(usual(key, language))) return;
        database.createNativeQuery("INSERT INTO list_text (list_id, letter, language, subject, body) VALUES (?1, ?2, ?3, ?4, ?5)")
                .setParameter(1, list.id()).setParameter(2, key.name()).setParameter(3, language.tag()).setParameter(4, line).setParameter(5, lines).executeUpdate();
    }

    private static Optional<String> unknown(Key key, String text) { return PLACEHOLDER.matcher(text).results().filter(found -> !key.filled.contains(found.group(1))).map(found -> found.group()).findFirst(); }

    /// The house's text again.
    public void reset(ListEntry list, Key key, Language language) {
        database.createNativeQuery("DELETE FROM list_text WHERE list_id = ?1 AND letter = ?2 AND language = ?3").setParameter(1, list.id()).setParameter(2, key.name()).setParameter(3, language.tag()).executeUpdate();
    }

    void closed(@Observes ListClosed event) { database.createNativeQuery("DELETE FROM list_text WHERE list_id = ?1").setParameter(1, event.list()).executeUpdate(); }

    /// A letter that goes to many: looked up once.
    public record Draft(ListEntry list, Key key, Language language, Text text) { }

    public Draft draft(ListEntry list, Key key, Language language) { return new Draft(list, key, language, text(list.id(), key, language)); }

    /// A letter with all names filled in.
    ///
    /// @param values besides those that all letters have; `address` is whom it goes to
    public Text letter(ListEntry list, Key key, Language language, Map<String, String> values) { return letter(draft(list, key, language), values); }

    private Text letter(Draft draft, Map<String, String> values) {
        var all = new HashMap<>(values);
        var list = draft.list;
        var plan = list.plan();
        all.put("list", list.address().toString());
        all.put("name", list.name());
        all.put("title", plan.title().isBlank() ? list.name() : plan.title());
        all.put("about", plan.about());
        all.put("request", list.of(ListRole.REQUEST).toString());
        all.put("owner", list.of(ListRole.OWNER).toString());
        all.put("page", pages.of(list, "info"));
        var text = draft.text;
        return new Text(filled(text.subject, all, true).replaceAll("\\s+", " ").strip(), GAP.matcher(filled(text.text, all, false)).replaceAll("\n\n"));
    }

    /// In one pass, so that what is filled in is never filled in itself.
    private static String filled(String text, Map<String, String> values, boolean short_) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            var value = values.getOrDefault(found.group(1), found.group());
            return Matcher.quoteReplacement(short_ && value.length() > MOST_FILLED ? value.substring(0, MOST_FILLED) + "…" : value);
        });
    }

    /// What somebody reads: what they chose, their account's, the list's.
    ///
    /// @param chosen a language's tag; empty when nobody said
    public Language language(ListEntry list, Address to, String chosen) {
        return Language.of(chosen).or(() -> ofAccount(to)).or(() -> Language.of(list.plan().language())).orElse(Language.ENGLISH);
    }

    /// The same where no list is concerned: the account's, the house's.
    public Language language(Address to) { return ofAccount(to).or(() -> Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE))).orElse(Language.ENGLISH); }

    private Optional<Language> ofAccount(Address to) { return directory.recipient(to).map(LocalRecipient::account).flatMap(accounts::find).map(Account::language).flatMap(Language::of); }

    /// Sent when the caller's transaction is committed, from the address for commands. Nobody answers a letter by program: it has the null sender and says that a program has written it.
    ///
    /// @param chosen as for [#language]
    public void send(ListEntry list, Key key, Address to, String chosen, Map<String, String> values) { send(list, key, list.of(ListRole.REQUEST), to, language(list, to, chosen), values); }

    /// @param from whom an answer goes to, one of the list's addresses
    public void send(ListEntry list, Key key, Address from, Address to, Language language, Map<String, String> values) { send(draft(list, key, language), from, to, values); }

    public void send(Draft draft, Address from, Address to, Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("address", to.toString());
        post(draft.list, from, to, letter(draft, all), cause(draft.list, draft.key));
    }

    /// The same with a return path, so that one hears when it does not get through.
    public void probe(ListEntry list, Key key, Address back, Address to, String chosen, Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("address", to.toString());
        var usual = sender(to);
        post(list, list.of(ListRole.REQUEST), to, new Sender(Path.to(back), usual.size(), usual.body(), usual.utf8(), usual.ret(), usual.envid(), usual.auth()), letter(list, key, language(list, to, chosen), all), cause(list, key));
    }

    private String cause(ListEntry list, Key key) { return "list-letter/" + list.id() + "/" + key.text + "/" + ids.next(); }

    /// A letter with a question, answered by a reply to it or on the page behind its link.
    ///
    /// @param token of a mailed link
    public void ask(ListEntry list, Key key, Address to, Language language, String token, Map<String, String> values) { ask(draft(list, key, language), to, token, values); }

    public void ask(Draft draft, Address to, String token, Map<String, String> values) {
        var list = draft.list;
        var all = new HashMap<>(values);
        all.put("link", pages.of(list, "confirm/" + token));
        all.put("address", to.toString());
        var from = list.answers(token);
        var letter = letter(draft, all);
        var subject = from.isPresent() ? letter.subject : letter.subject + " (confirm " + token + ")";            // comes back with "Re:"
        post(list, from.orElseGet(() -> list.of(ListRole.REQUEST)), to, new Text(subject, letter.text), cause(list, draft.key));
    }

    /// To each owner in their language.
    public void toOwners(ListEntry list, Key key, Address from, Map<String, String> values) {
        for (var owner : list.owners()) Addresses.read(owner).ifPresent(to -> send(list, key, from, to, language(list, to, ""), values));
    }

    private void post(ListEntry list, Address from, Address to, Text text, String cause) { post(list, from, to, sender(to), text, cause); }

    private void post(ListEntry list, Address from, Address to, Sender sender, Text text, String cause) {
        var id = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)) + "@" + hostName.now();
        var letter = new org.posthouse.housemail.Letter(list.plan().title().isBlank() ? list.name() : list.plan().title(), from.toString(), to.toString(), text.subject, id, clock.instant().atZone(clock.getZone()), text.text);
        mail.post(cause, sender, List.of(Recipient.of(Path.to(to))), letter.octets());
    }

    /// RFC 3834 §3.3; RFC 6531 §3.4 for addresses in other letters.
    public static Sender sender(Address to) {
        boolean utf8 = !to.toString().chars().allMatch(c -> c < 0x80);
        return new Sender(Path.NULL, 0, utf8 ? Sender.Body.EIGHT_BIT : Sender.Body.SEVEN_BIT, utf8, Sender.Ret.UNSAID, "", "");
    }
}
