package org.posthouse.reply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.account.AutoReplies;
import org.posthouse.account.AutoReply;
import org.posthouse.account.AutoReply.Mode;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.AddressList;
import org.posthouse.message.Answer;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Routing;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredBody;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Answers one message for one account, or says why not. Opens transactions of its own, and is called for one account at a time.
@ApplicationScoped public class Answers {
    private static final String TEXTS = "answer";
    /// A larger message is not sent back, only its header.
    static final int MOST_SENT_BACK = 1 << 20;
    private static final int MOST_HEADER = 64 << 10;
    private static final int MOST_SUBJECT = 200;
    private static final int MOST_ASKED = 500;
    private static final int MOST_REFERENCES = 20;
    /// Who was told is known for as long as any interval may be: it can be made longer while people are away.
    private static final Duration LONGEST = Duration.ofDays(AutoReplies.MAX_DAYS);
    private static final List<String> NAMING = List.of("To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc");     // RFC 5230 §4.5
    private static final Pattern ID = Pattern.compile("<[!-;=?-~]{1,250}>");

    @Inject Accounts accounts;
    @Inject AutoReplies replies;
    @Inject AutoAnswers due;
    @Inject Answered answered;
    @Inject Pace pace;
    @Inject Routing routing;
    @Inject OpenStore open;
    @Inject HouseMail mail;
    @Inject Journal journal;
    @Inject UnitOfWork unitOfWork;
    @Inject Settings settings;
    @Inject HostName hostName;
    @Inject Clock clock;

    /// Who answers, as it is now.
    ///
    /// @param every time between two answers to one sender
    /// @param told  the sender, and which of several answers
    /// @param last when this sender was answered; not before the present absence began
    /// @param from what the answer comes from, whichever address the message was written to
    /// @param also keys of addresses elsewhere that are the account's too
    /// @param mime the message is a MIME entity
    private record Whose(long account, String name, Address primary, AutoReply reply, Duration every, String told, Optional<Instant> last, Language language, ZoneId zone, Optional<Address> from, Set<String> also, boolean mime) {
        /// Several answers to one message have different causes.
        String handle() { return told.indexOf('\n') < 0 ? "" : "/" + Integer.toHexString(told.hashCode()); }
    }

    /// What a script says.
    ///
    /// @param mime      it is a MIME entity with its header (RFC 5230 §4.4)
    /// @param subject   empty for the usual one
    /// @param from      used when it is one of the account's addresses: nobody writes in another's name
    /// @param addresses more that are the account's
    /// @param every     time between two answers to one sender
    public record Said(String text, boolean mime, String subject, String from, List<String> addresses, Duration every, String handle) { }

    /// What came of it.
    ///
    /// @param why  it is not answered; empty when it is
    /// @param note in the transaction that ends the delivery: who has been told
    public record Made(Optional<String> why, Runnable note) {
        static Made none(String why) { return new Made(Optional.of(why), () -> { }); }
    }

    /// @param recipient as the envelope has it
    Made answer(RecordId record, StoredEnvelope envelope, long account, String recipient) throws IOException {
        var sender = envelope.envelope().sender().path().address().orElse(null);
        if (sender == null) return Made.none("it has no sender");
        var found = unitOfWork.call(() -> accounts.find(account).filter(a -> a.trashed().isEmpty()).map(a -> whose(a, sender.key())));
        return found.isEmpty() ? Made.none("the account is gone") : answer(record, envelope, found.get(), sender, recipient);
    }

    /// What somebody's script says (RFC 5230), by the same rules as an answer of the form; those with another handle are answers to something else.
    ///
    public Made say(RecordId record, StoredEnvelope envelope, long account, String recipient, Said said) throws IOException {
        var sender = envelope.envelope().sender().path().address().orElse(null);
        if (sender == null || due.never(envelope, sender, account)) return Made.none("nobody answers such mail");
        var found = unitOfWork.call(() -> accounts.find(account).filter(a -> a.trashed().isEmpty()).map(a -> scripted(a, sender.key() + "\n" + said.handle, said)));
        return found.isEmpty() ? Made.none("the account is gone") : answer(record, envelope, found.get(), sender, recipient);
    }

    private Made answer(RecordId record, StoredEnvelope envelope, Whose whose, Address sender, String recipient) throws IOException {
        long account = whose.account;
        var mode = whose.reply.mode();
        if (mode == Mode.OFF) return Made.none("it has been switched off");
        if (mode == Mode.VACATION && whose.last.isPresent()) {
            answered.remember(account, whose.told, whose.last.get());
            if (whose.last.get().plus(whose.every).isAfter(clock.instant())) return Made.none("the sender was told lately");
        }
        if (pace.spent(account, sender.key())) return Made.none("too many answers within an hour");
        try (var body = open.get().read(record).orElse(null)) {
            if (body == null) return Made.none("the message is gone");
            return answer(record, envelope, whose, sender, recipient, body);
        }
    }

    private Whose whose(Account account, String sender) {
        var since = Optional.ofNullable(replies.answering().get(account.id())).map(AutoReplies.Answering::since).orElse(Instant.EPOCH);
        var reply = replies.load(account.id());
        return new Whose(account.id(), account.name(), address(account.primaryAddress()).orElseThrow(), reply, Duration.ofDays(reply.everyDays()), sender,
                answered.last(account.id(), sender).filter(at -> !at.isBefore(since)), language(account), due.zone(account.timeZone()), Optional.empty(), Set.of(), false);
    }

    private Whose scripted(Account account, String told, Said said) {
        var reply = new AutoReply(Mode.VACATION, said.subject, said.text, Optional.empty(), Optional.empty(), 1, false);
        return new Whose(account.id(), account.name(), address(account.primaryAddress()).orElseThrow(), reply, said.every, told, answered.last(account.id(), told), language(account), due.zone(account.timeZone()),
                AddressList.read(said.from, 1).stream().filter(one -> isOf(one, account.id())).findFirst(), said.addresses.stream().flatMap(one -> AddressList.read(one, 1).stream()).map(Address::key).collect(Collectors.toUnmodifiableSet()), said.mime);
    }

    private Language language(Account account) { return Language.of(account.language()).or(() -> Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE))).orElse(Language.ENGLISH); }

    private Made answer(RecordId record, StoredEnvelope envelope, Whose whose, Address sender, String recipient, StoredBody body) throws IOException {
        var header = HeaderFields.read(body.open(), envelope.facts().headerSize());
        var machine = Etiquette.of(header);
        if (machine.isPresent()) return Made.none(machine.get());
        var named = unitOfWork.call(() -> named(header, whose.account));
        if (named.isEmpty() && !alsoNamed(header, whose.also) && (whose.reply.mode() == Mode.VACATION || !whose.reply.unnamed())) return Made.none("none of the account's addresses stands in To or Cc");     // RFC 3834 §2
        var cause = "answer/" + record + "/" + whose.account + whose.handle();
        var original = whose.reply.mode() == Mode.ECHO ? Optional.of(sentBack(envelope, body)) : Optional.<Answer.Original>empty();
        var answer = unitOfWork.call(() -> compose(cause, header, whose, sender, whose.from.or(() -> named).orElse(whose.primary), original));
        var from = new Sender(Path.NULL, 0, answer.eightBit() ? Sender.Body.EIGHT_BIT : Sender.Body.SEVEN_BIT, answer.utf8(), Sender.Ret.UNSAID, "", "");        // RFC 3834 §3.3
        mail.send(cause, from, List.of(Recipient.of(Path.to(sender))), answer.octets());
        pace.count(whose.account, sender.key());
        journal.note(new Event(clock.instant(), record.toString(), recipient, Event.Kind.ANSWERED, sender.toString(), answer.subject()).of(whose.account));
        if (whose.reply.mode() != Mode.VACATION) return new Made(Optional.empty(), () -> { });
        answered.remember(whose.account, whose.told, clock.instant());
        return new Made(Optional.empty(), () -> answered.note(whose.account, whose.told, clock.instant().plus(LONGEST)));
    }

    /// The account's address that the message was written to.
    private Optional<Address> named(HeaderFields header, long account) {
        return naming(header).filter(address -> isOf(address, account)).findFirst();
    }

    private static Stream<Address> naming(HeaderFields header) { return NAMING.stream().flatMap(name -> header.every(name).stream()).flatMap(field -> AddressList.read(field, MOST_ASKED).stream()).limit(MOST_ASKED); }

    private boolean isOf(Address address, long account) { return routing.resolve(address) instanceof Resolution.Mailbox(var to) && to.account() == account; }

    /// RFC 5230 §4.5: what the script calls its owner's, such as the address elsewhere that forwards here.
    private static boolean alsoNamed(HeaderFields header, Set<String> also) { return !also.isEmpty() && naming(header).anyMatch(address -> also.contains(address.key())); }

    private Answer compose(String cause, HeaderFields header, Whose whose, Address sender, Address from, Optional<Answer.Original> original) {
        var texts = Texts.in(whose.language);
        var said = whose.reply.message();
        var text = said.isBlank() && whose.reply.mode() == Mode.ECHO ? texts.get(TEXTS, "echo", from.toString()) : said;
        var id = header.first("Message-ID").map(String::strip).filter(whole -> ID.matcher(whole).matches()).orElse("");
        return new Answer(whose.name, from, sender, subject(whose, texts, header), UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)) + "@" + hostName.now(),
                clock.instant().atZone(whose.zone), id, references(header, id), text, whose.mime, original);
    }

    /// RFC 3834 §3.1.5.
    private static String subject(Whose whose, Texts texts, HeaderFields header) {
        var theirs = header.first("Subject").map(EncodedWords::read).orElse("");
        if (theirs.codePointCount(0, theirs.length()) > MOST_SUBJECT) theirs = theirs.substring(0, theirs.offsetByCodePoints(0, MOST_SUBJECT)) + "…";
        var template = whose.reply.subject();
        if (!template.isEmpty()) return template.replace("{subject}", theirs);
        return theirs.isEmpty() ? texts.get(TEXTS, "subject.none") : texts.get(TEXTS, "subject", theirs);
    }

    /// RFC 5322 §3.6.4; of a long thread the beginning and the end.
    private static List<String> references(HeaderFields header, String id) {
        var thread = new ArrayList<String>();
        var before = ids(header.first("References").orElse(""));
        var parents = ids(header.first("In-Reply-To").orElse(""));
        thread.addAll(before.isEmpty() && parents.size() == 1 ? parents : before);
        if (!id.isEmpty()) thread.add(id);
        while (thread.size() > MOST_REFERENCES) thread.remove(1);
        return thread;
    }

    private static List<String> ids(String field) { return ID.matcher(field).results().map(MatchResult::group).toList(); }

    private static Answer.Original sentBack(StoredEnvelope envelope, StoredBody body) throws IOException {
        var facts = envelope.facts();
        boolean global = envelope.envelope().sender().utf8();
        if (facts.size() <= MOST_SENT_BACK && envelope.envelope().sender().body() != Sender.Body.BINARY)
            return new Answer.Original(global ? Answer.Part.GLOBAL_MESSAGE : Answer.Part.MESSAGE, body.open().readAllBytes(), facts.eightBit());
        var header = new String(body.open().readNBytes(Math.min(facts.headerSize(), MOST_HEADER)), StandardCharsets.ISO_8859_1);
        var lines = header.substring(0, header.lastIndexOf('\n') + 1);
        return new Answer.Original(global ? Answer.Part.GLOBAL_HEADER : Answer.Part.HEADER, lines.getBytes(StandardCharsets.ISO_8859_1), facts.eightBit());
    }

    private static Optional<Address> address(String text) { return PathRead.parse("<" + text + ">") instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address() : Optional.empty(); }
}
