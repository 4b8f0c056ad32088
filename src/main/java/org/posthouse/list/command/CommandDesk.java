package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.posthouse.account.Directory;
import org.posthouse.connector.api.Recipient;
import org.posthouse.housemail.HouseMail;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Purpose;
import org.posthouse.list.Asking;
import org.posthouse.list.Incoming;
import org.posthouse.list.Letters;
import org.posthouse.list.Letters.Key;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListPages;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.list.Receiver;
import org.posthouse.list.Restraint;
import org.posthouse.list.Subscriptions;
import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.message.AddressList;
import org.posthouse.message.Answer;
import org.posthouse.message.HeaderFields;
import org.posthouse.message.MessageOctets;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.reply.Etiquette;
import org.posthouse.routing.Addresses;
import org.posthouse.setting.HostName;
import org.posthouse.store.Trace;
import org.posthouse.text.Texts;

/// Takes mail with commands, and answers it.
@ApplicationScoped public class CommandDesk implements Receiver {
    /// To one address, from all lists.
    static final int ANSWERS_AN_HOUR = 30;
    static final int QUESTIONS_AN_HOUR = 10;
    static final String TEXTS = "list-command";
    private static final int MOST_PAYLOAD = 3500;
    private static final int MOST_REFERENCES = 20;
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,250}>");
    private static final Set<String> YES = Set.of("yes", "ok", "okay", "confirm", "y", "subscribe", "unsubscribe", "はい", "承認", "是", "好", "确认", "確認");
    private static final Set<String> NO = Set.of("no", "cancel", "stop", "いいえ", "キャンセル", "不", "不要", "取消");
    private static final Pattern QUOTES = Pattern.compile("(?:on |am |le |\\d{4})", Pattern.CASE_INSENSITIVE);
    private static final Pattern COLON = Pattern.compile("[:：]$");
    private static final Pattern QUOTED = Pattern.compile("(?:-{5}|_{5}|(?:from|von|de|差出人|发件人):).*", Pattern.CASE_INSENSITIVE);
    private static final System.Logger LOG = System.getLogger(CommandDesk.class.getName());

    @Inject Lists lists;
    @Inject Commands commands;
    @Inject Subscriptions subscriptions;
    @Inject Parcels parcels;
    @Inject Letters letters;
    @Inject ListPages pages;
    @Inject MailedLinks links;
    @Inject Directory directory;
    @Inject Restraint restraint;
    @Inject HouseMail mail;
    @Inject HostName hostName;
    @Inject Journal journal;
    @Inject Clock clock;
    @Inject @Any Instance<Asking> askings;

    @Override public Set<ListRole> roles() { return EnumSet.of(ListRole.REQUEST, ListRole.CONTROL, ListRole.SUBSCRIBE, ListRole.UNSUBSCRIBE, ListRole.CONFIRM, ListRole.MANAGER); }

    /// A mail read, and whom its answer goes to.
    ///
    /// @param id         of the message, with angle brackets; empty when it has none
    /// @param references of its thread, it included
    /// @param reply      it says that it answers something
    private record Letter(Incoming mail, Address from, CommandText text, String id, List<String> references, boolean reply) { }

    @Override public Verdict receive(Incoming mail) throws IOException { return receive(mail, mail.body()::open); }

    Verdict receive(Incoming mail, MessageOctets octets) throws IOException {
        HeaderFields header;
        try (var in = octets.open()) {
            header = HeaderFields.read(in, mail.load().envelope().facts().headerSize());
        }
        if (mail.role() == ListRole.UNSUBSCRIBE && !mail.detail().isEmpty()) return marked(mail);
        var from = from(mail, header);
        var machine = unanswerable(mail, header, from);
        if (machine.isPresent()) {
            LOG.log(Level.INFO, "event=list-commands-ignored list={0} from={1} why={2}", where(mail), mail.sender(), machine.get());
            return Verdict.done("not acted on: " + machine.get(), () -> { });
        }
        var id = header.first("Message-ID").map(String::strip).filter(whole -> ID.matcher(whole).matches()).orElse("");
        var letter = new Letter(mail, from.orElseThrow(), CommandText.read(octets), id, references(header, id), reply(mail, header));
        var articles = new ArrayList<Runnable>();
        return new Verdict(Verdict.done("read", () -> { }).outcome(), () -> {
            articles.clear();                                            // may be run again
            answer(letter, articles);
        }, () -> articles.forEach(Runnable::run));
    }

    /// A mail to `list-unsubscribe+mark@`, as the List-Unsubscribe field of each copy has it: the mark says who leaves, whoever sends it.
    private Verdict marked(Incoming mail) {
        return Verdict.done("read", () -> subscriptions.leave(mail.list().orElseThrow(), mail.detail()));
    }

    /// It answers a mail, or its To has the token: then somebody who writes nothing at all pressed a button or followed the address of a question.
    private static boolean reply(Incoming mail, HeaderFields header) {
        return header.first("In-Reply-To").filter(field -> !field.isBlank()).isPresent() || mail.role() == ListRole.CONFIRM && header.every("To").stream().anyMatch(field -> field.toLowerCase(Locale.ROOT).contains("+" + mail.detail().toLowerCase(Locale.ROOT) + "@"));
    }

    private static String where(Incoming mail) { return mail.list().map(list -> list.address().toString()).orElse(ListRole.MANAGER_NAME); }

    /// From names one address; else the envelope does.
    private static Optional<Address> from(Incoming mail, HeaderFields header) {
        var named = header.every("From").stream().flatMap(field -> AddressList.read(field, 2).stream()).toList();
        return named.size() == 1 ? Optional.of(named.getFirst()).filter(address -> !address.domain().isEmpty()) : Addresses.read(mail.sender());
    }

    /// Why nothing is done about a mail (RFC 3834 §2, §4).
    private Optional<String> unanswerable(Incoming mail, HeaderFields header, Optional<Address> from) {
        var sender = Addresses.read(mail.sender());
        if (sender.isEmpty()) return Optional.of("it has no sender");
        if (from.isEmpty()) return Optional.of("nobody is named in From");
        if (mail.load().envelope().isOwn()) return Optional.of("the house has sent it");
        if (mail.load().envelope().intake().spf().equals("fail")) return Optional.of("not sent by its sender's domain");
        if (directory.isLocal(from.get()) && lists.now().find(from.get()).isPresent()) return Optional.of("a list has sent it");
        return Etiquette.of(header).or(() -> Etiquette.of(sender.get(), directory.isLocal(sender.get()))).or(() -> Etiquette.of(from.get(), directory.isLocal(from.get())));
    }

    private Speaker speaker(Letter letter) {
        var account = letter.mail.load().envelope().trace().flatMap(Trace::who).map(who -> who.account());
        boolean theirs = account.isPresent() && directory.recipient(letter.from).filter(to -> to.account() == account.get()).isPresent();
        return new Speaker(letter.from, theirs ? Proof.SURE : Proof.READER, "");
    }

    private void answer(Letter letter, List<Runnable> articles) {
        var mail = letter.mail;
        var speaker = speaker(letter);
        var texts = texts(mail, letter.from);
        if (mail.role() == ListRole.CONFIRM) {
            confirmed(letter, mail.detail(), texts);
            return;
        }
        var context = new Commands.Context(mail.list(), mail.domain(), mail.role());
        var lines = lines(letter, context);
        var token = lines.isEmpty() ? Grammar.inSubject(letter.text.subject()) : Optional.<Command>empty();
        if (token.isPresent()) {
            confirmed(letter, ((Command.Confirm) token.get()).token(), texts);
            return;
        }
        var results = commands.run(context, speaker, lines.orElseGet(letter.text::lines), texts);
        LOG.log(Level.INFO, "event=list-commands list={0} from={1} understood={2} waiting={3} proof={4}", where(mail), letter.from, Integer.toString(results.done()), Integer.toString(results.waiting().size()), speaker.proof());
        if (results.text().isBlank()) return;
        if (!restraint.spend("answer " + letter.from.key(), ANSWERS_AN_HOUR)) {
            LOG.log(Level.INFO, "event=list-answer-spared list={0} to={1}", where(mail), letter.from);
            return;
        }
        results.articles().forEach((list, found) -> articles.add(() -> parcels.send(list, letter.from, found, "list-get/" + mail.load().record() + "/" + list.id())));
        if (results.waiting().isEmpty()) say(letter, texts, results.text());
        else question(letter, context, results, texts);
    }

    private Texts texts(Incoming mail, Address from) {
        return Texts.in(mail.list().map(list -> letters.language(list, from, "")).orElseGet(() -> letters.language(from)));
    }

    /// The lines of the body; when none is a command, the subject: `unsubscribe` there is what many are used to. What it wants changed is not lost because of a word in the body that only reads.
    ///
    /// @return empty when there is no command in either
    private Optional<List<String>> lines(Letter letter, Commands.Context context) {
        if (context.role() == ListRole.SUBSCRIBE) return Optional.of(List.of("subscribe"));
        if (context.role() == ListRole.UNSUBSCRIBE) return Optional.of(List.of("unsubscribe"));
        var lines = letter.text.lines();
        var grammar = commands.grammar(context);
        var body = lines.stream().flatMap(line -> grammar.read(line).stream()).takeWhile(command -> !(command instanceof Command.End)).toList();
        var subject = letter.text.subject();
        var first = grammar.read(subject).filter(command -> !(command instanceof Command.End));
        if (body.isEmpty()) return first.map(_ -> List.of(subject));
        if (first.filter(Command::changes).isEmpty() || body.stream().anyMatch(command -> command.changes() || command instanceof Command.Confirm)) return Optional.of(lines);
        var both = new ArrayList<>(List.of(subject));
        both.addAll(lines);
        return Optional.of(both);
    }

    // ---- answers to questions ----

    private void confirmed(Letter letter, String token, Texts texts) {
        var asked = links.find(token);
        var lines = written(letter.text.lines());
        var first = lines.isEmpty() ? "" : lines.getFirst().toLowerCase(Locale.ROOT).split("[\\s,.:;!、。]", 2)[0];
        for (var asking : askings) if (asked.filter(one -> asking.purposes().contains(one.purpose())).isPresent()) {
            var choices = asking.question(asked.get(), texts).map(Asking.Question::choices).orElse(List.of());
            if (choices.isEmpty()) break;
            boolean one = choices.size() == 1;
            boolean agreed = one && (YES.contains(first) || lines.isEmpty() && letter.reply);
            var chosen = agreed ? Optional.of(choices.getFirst().word()) : choices.stream().map(Asking.Choice::word).filter(first::equals).findFirst();
            if (chosen.isEmpty()) {
                var words = one ? List.of("yes", "no") : choices.stream().map(Asking.Choice::word).toList();
                tell(letter, texts, one && NO.contains(first) ? texts.get(TEXTS, "unchanged") : texts.get(TEXTS, "say-one-of", String.join(", ", words)));
                return;
            }
            var settled = asking.settle(token, asked.get(), chosen.get(), choices.size() == 1 ? "" : reason(lines), texts);
            if (settled.isEmpty()) break;
            LOG.log(Level.INFO, "event=list-question-answered list={0} from={1} purpose={2} choice={3}", where(letter.mail), letter.from, asked.get().purpose(), chosen.get());
            if (!settled.get().written()) tell(letter, texts, settled.get().said());
            return;
        }
        tell(letter, texts, texts.get(TEXTS, "too-late"));
    }

    /// Without what a mailer puts before a quote, which can be broken over lines, and without what it quotes unmarked.
    private static List<String> written(List<String> lines) {
        var written = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            if (QUOTED.matcher(lines.get(i)).matches()) break;
            int end = i;
            if (QUOTES.matcher(lines.get(i)).lookingAt()) while (end < Math.min(i + 2, lines.size() - 1) && !COLON.matcher(lines.get(end)).find()) end++;
            if (QUOTES.matcher(lines.get(i)).lookingAt() && COLON.matcher(lines.get(end)).find()) i = end;
            else written.add(lines.get(i));
        }
        return written;
    }

    /// What stands behind the word, up to where somebody's mailer begins to quote.
    private static String reason(List<String> lines) {
        var first = lines.getFirst().split("[\\s,.:;!、。]+", 2);
        var reason = new StringBuilder(first.length > 1 ? first[1] : "");
        for (var line : lines.subList(1, Math.min(lines.size(), 20))) {
            if (line.matches("(?i)(on |am |le |\\d{4}).{0,200}[:：]|-----.*")) break;
            reason.append('\n').append(line);
        }
        var text = reason.toString().strip();
        return text.length() > 1000 ? text.substring(0, 1000) + "…" : text;
    }

    private void tell(Letter letter, Texts texts, String said) {
        if (restraint.spend("answer " + letter.from.key(), ANSWERS_AN_HOUR)) say(letter, texts, said + "\n");
    }

    // ---- writing ----

    private void question(Letter letter, Commands.Context context, Commands.Results results, Texts texts) {
        var subject = "commands/" + letter.from.key();
        var payload = Told.of(context, letter.from, results.waiting());
        boolean enough = links.pending(Purpose.COMMANDS, subject).stream().filter(one -> one.since().isAfter(clock.instant().minus(Duration.ofHours(1)))).count() >= QUESTIONS_AN_HOUR;
        if (enough || payload.text().length() > MOST_PAYLOAD) {
            say(letter, texts, results.text() + texts.get(TEXTS, "too-much") + "\n");
            return;
        }
        var list = results.about().orElseThrow();
        var token = links.issue(Purpose.COMMANDS, subject, payload.text(), Subscriptions.GOOD_FOR);
        var text = letters.letter(list, Key.RESULTS_CONFIRM, texts.language(), Map.of("address", letter.from.toString(), "results", results.text(), "link", pages.of(list, "confirm/" + token)));
        var answers = list.answers(token);
        post(letter, name(list), answers.orElseGet(() -> list.of(ListRole.REQUEST)), answers.isPresent() ? text.subject() : text.subject() + " (confirm " + token + ")", text.text());
    }

    private void say(Letter letter, Texts texts, String results) {
        var list = letter.mail.list();
        if (list.isEmpty()) {
            var manager = new Address(ListRole.MANAGER_NAME, lists.domain(letter.mail.domain()));
            post(letter, ListRole.MANAGER_NAME, manager, texts.get(TEXTS, "subject"), results);
            return;
        }
        var text = letters.letter(list.get(), Key.RESULTS, texts.language(), Map.of("address", letter.from.toString(), "results", results));
        post(letter, name(list.get()), list.get().of(ListRole.REQUEST), text.subject(), text.text());
    }

    private static String name(ListEntry list) { return list.plan().title().isBlank() ? list.name() : list.plan().title(); }

    private void post(Letter letter, String name, Address from, String subject, String text) {
        var cause = "list-answer/" + letter.mail.load().record() + "/" + letter.mail.delivery().number();
        var id = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)) + "@" + hostName.now();
        var answer = new Answer(name, from, letter.from, subject, id, clock.instant().atZone(clock.getZone()), letter.id, letter.references, text, false, Optional.empty());
        mail.post(cause, Letters.sender(letter.from), List.of(Recipient.of(Path.to(letter.from))), answer.octets());
        journal.note(new Event(clock.instant(), letter.mail.load().record().toString(), letter.mail.delivery().recipient(), Event.Kind.ANSWERED, letter.from.toString(), subject));
    }

    /// RFC 5322 §3.6.4; of a long thread the end.
    private static List<String> references(HeaderFields header, String id) {
        var thread = new ArrayList<>(ID.matcher(header.first("References").orElse("")).results().map(MatchResult::group).toList());
        if (!id.isEmpty()) thread.add(id);
        return thread.size() > MOST_REFERENCES ? thread.subList(thread.size() - MOST_REFERENCES, thread.size()) : thread;
    }
}
