package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.Directory;
import org.posthouse.domain.Rejected;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Pending;
import org.posthouse.link.Purpose;
import org.posthouse.list.Joining.Policy;
import org.posthouse.list.Letters.Key;
import org.posthouse.list.Member.State;
import org.posthouse.list.Member.Why;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Decides, for all faces alike, who joins a list, leaves it, and gets its mail how. In the caller's transaction; letters go when that is committed.
@ApplicationScoped public class Subscriptions implements Asking, Moderator {
    public static final Duration GOOD_FOR = Duration.ofDays(7);
    public static final Duration INVITED_FOR = Duration.ofDays(30);
    /// Letters with a question that one address gets within an hour, from all lists of the house, whoever asks for them.
    static final int LETTERS_AN_HOUR = 10;
    /// Letters with a question that one list writes within an hour to people of whom nobody knows whether they asked; a day on which many sign up is not beyond it.
    static final int LETTERS_OF_A_LIST = 300;
    /// Of one list about the same.
    static final int OPEN_QUESTIONS = 3;
    /// Forgotten in one transaction.
    public static final int STEP = 500;
    private static final System.Logger LOG = System.getLogger(Subscriptions.class.getName());
    private static final String TEXTS = "list-asked";
    private static final String CONFIRM = "confirm";

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Lists lists;
    @Inject Members members;
    @Inject MemberMarks marks;
    @Inject HeldItems held;
    @Inject Letters letters;
    @Inject ListPages pages;
    @Inject MailedLinks links;
    @Inject Directory directory;
    @Inject Restraint restraint;
    @Inject Clock clock;

    /// Who is behind a wish.
    public enum Proof {
        /// Anybody may have said it, and hears what comes of it: nothing must tell them who is a member.
        NOBODY,
        /// Anybody may have said it, and only the address itself hears what comes of it.
        READER,
        /// The address itself: an account that is signed in.
        SURE,
        /// The address has answered a letter about just this.
        CONFIRMED
    }

    /// What became of a wish.
    public sealed interface Outcome {
        /// Belongs to the list in this state now.
        record Done(State state) implements Outcome { }

        record Left() implements Outcome { }

        /// A letter asks the address; also when there was no reason to write one and nobody must know.
        record Asked(Address address) implements Outcome { }

        /// For an owner to decide.
        record Waiting() implements Outcome { }

        record Already(State state) implements Outcome { }

        record NoMember() implements Outcome { }

        record Refused(Reason reason) implements Outcome { }

        /// Refused, and nothing is said about it.
        record Silent() implements Outcome { }
    }

    public enum Reason {
        CLOSED,
        /// Its domain is not among those that may join.
        DOMAIN,
        BANNED, FULL,
        /// The address is one of a list.
        LIST,
        /// It does not want what was chosen: an address without a domain.
        ADDRESS
    }

    // ---- wishes ----

    public Outcome join(ListEntry list, Wish wish, Proof proof) { return join(list, wish, proof, false); }

    private Outcome join(ListEntry list, Wish wish, Proof proof, boolean invited) {
        var joining = list.plan().joining();
        var policy = local(list, wish.address()) ? joining.local() : joining.other();
        if (!invited && policy == Policy.SILENT) return new Outcome.Silent();
        var reason = refusal(list, wish.address(), invited, proof == Proof.NOBODY);
        if (reason.isPresent()) return new Outcome.Refused(reason.get());
        if (!invited && policy == Policy.CLOSED) return new Outcome.Refused(Reason.CLOSED);
        var there = belonging(list, wish.address());
        if (there.isPresent()) return already(list, there.get(), wish, proof);
        boolean known = proof == Proof.CONFIRMED || proof == Proof.SURE && policy != Policy.CONFIRMED;
        if (!known) return ask(list, proof, Purpose.SUBSCRIBE, Key.CONFIRM_JOIN, wish.address(), wish.language(), Payload.join(list, wish, false), GOOD_FOR, Map.of());
        if (!invited && policy == Policy.MODERATED) {
            held.subscription(list, wish.address(), wish.name());
            letters.send(list, Key.WAITING, wish.address(), wish.language(), Map.of());
            LOG.log(Level.INFO, "event=list-join-held list={0} address={1}", list.address(), wish.address());
            return new Outcome.Waiting();
        }
        return new Outcome.Done(enter(list, wish, Why.MEMBER, joining.welcome()).state());
    }

    private Outcome already(ListEntry list, Member member, Wish wish, Proof proof) {
        if (proof != Proof.NOBODY) return new Outcome.Already(member.state());
        if (restraint.spend("letter " + member.key(), LETTERS_AN_HOUR)) letters.send(list, Key.ALREADY, wish.address(), member.language(), Map.of());
        return new Outcome.Asked(wish.address());
    }

    /// Nobody who may leave is kept: this is never for an owner to decide.
    public Outcome leave(ListEntry list, Address address, Proof proof) {
        var member = belonging(list, address);
        if (member.isEmpty()) return proof == Proof.NOBODY ? new Outcome.Asked(address) : new Outcome.NoMember();
        boolean known = proof == Proof.SURE || proof == Proof.CONFIRMED || proof == Proof.READER && !list.plan().joining().leaveConfirmed();
        if (!known) return ask(list, proof, Purpose.UNSUBSCRIBE, Key.CONFIRM_LEAVE, address, member.get().language(), new Payload(list.id(), false, address, "", "", ""), GOOD_FOR, Map.of());
        go(list, member.get(), Why.MEMBER, list.plan().joining().farewell());
        return new Outcome.Left();
    }

    /// How a member gets the list's mail.
    ///
    /// @param format of digests; empty leaves it
    public Outcome change(ListEntry list, Address address, State state, Optional<Digesting.Format> format, Proof proof) {
        var member = belonging(list, address);
        if (member.isEmpty()) return proof == Proof.NOBODY ? new Outcome.Asked(address) : new Outcome.NoMember();
        boolean same = member.get().state() == state && format.filter(wanted -> wanted != member.get().format()).isEmpty();
        if (same && proof != Proof.NOBODY) return new Outcome.Already(state);
        if (proof == Proof.NOBODY || proof == Proof.READER) {
            var texts = Texts.in(letters.language(list, address, member.get().language()));
            var payload = new Payload(list.id(), false, address, "", state.name(), format.map(Enum::name).orElse(""));
            return ask(list, proof, Purpose.MEMBER, Key.CONFIRM_CHANGE, address, member.get().language(), payload, GOOD_FOR, Map.of("state", words(texts, state, format)));
        }
        set(member.get(), state, format, Why.MEMBER);
        return new Outcome.Done(state);
    }

    /// A member wants the list's mail at another address, which is asked first; one that is surely theirs is not.
    public Outcome move(ListEntry list, Member member, Address to, Proof proof) {
        if (!member.state().belongs()) return new Outcome.NoMember();
        var joining = list.plan().joining();
        var never = impossible(to);
        if (never.isPresent()) return new Outcome.Refused(never.get());
        if (joining.banned().stream().anyMatch(pattern -> matches(pattern, to))) return new Outcome.Refused(Reason.BANNED);
        if (!joining.domains().isEmpty() && joining.domains().stream().noneMatch(domain -> covers(domain, to))) return new Outcome.Refused(Reason.DOMAIN);
        var there = belonging(list, to);
        if (there.filter(one -> one.id() == member.id() || proof != Proof.NOBODY).isPresent()) return new Outcome.Already(there.get().state());
        if (there.isPresent()) return already(list, there.get(), Wish.of(to), proof);
        if (proof == Proof.NOBODY) return ask(list, proof, Purpose.MOVE, Key.CONFIRM_MOVE, to, member.language(), new Payload(list.id(), false, to, Long.toString(member.id()), "", ""), GOOD_FOR, Map.of("former", member.address()));
        var former = member.address();
        members.move(member, to);
        if (joining.farewell()) Addresses.read(former).ifPresent(old -> letters.send(list, Key.FAREWELL, old, member.language(), Map.of()));
        LOG.log(Level.INFO, "event=list-member-moved list={0} address={1} former={2}", list.address(), to, former);
        return new Outcome.Done(member.state());
    }

    private Optional<Member> moving(Payload payload) { return payload.name.matches("\\d{1,18}") ? members.find(Long.parseLong(payload.name)).filter(member -> member.list() == payload.list) : Optional.empty(); }

    /// By the link or button of RFC 8058, which whoever has a copy of the list's mail may use.
    ///
    /// @param mark of [MemberMarks.Purpose#LEAVE]
    /// @return empty for a mark that this house has not made for this list; also somebody who is no member any more has left
    public Optional<Outcome> leave(ListEntry list, String mark) {
        var id = marks.read(MemberMarks.Purpose.LEAVE, mark);
        if (id.isEmpty()) return Optional.empty();
        var member = members.find(id.get());
        if (member.filter(one -> one.list() != list.id()).isPresent()) return Optional.empty();
        member.filter(one -> one.state().belongs()).ifPresent(one -> go(list, one, Why.MEMBER, list.plan().joining().farewell()));
        return Optional.of(new Outcome.Left());
    }

    // ---- what owners do ----

    /// As an owner wants it, without a question; policies and domains do not matter.
    ///
    /// @throws Rejected CONFLICT `address`, INVALID `address`
    public Member add(ListEntry list, Wish wish, boolean welcome) {
        refusal(list, wish.address(), true, false).filter(reason -> reason == Reason.LIST || reason == Reason.ADDRESS).ifPresent(_ -> { throw Rejected.invalid("address", "{0} cannot be a member", wish.address()); });
        return enter(list, wish, Why.OWNER, welcome);
    }

    /// An owner asks somebody to join. Who belongs already, or was asked within the last days, is not asked again.
    public Outcome invite(ListEntry list, Wish wish) {
        var reason = refusal(list, wish.address(), true, false);
        if (reason.isPresent()) return new Outcome.Refused(reason.get());
        var there = belonging(list, wish.address());
        if (there.isPresent()) return new Outcome.Already(there.get().state());
        return ask(list, Proof.SURE, Purpose.SUBSCRIBE, Key.INVITATION, wish.address(), wish.language(), Payload.join(list, wish, true), INVITED_FOR, Map.of());
    }

    /// An owner asks many, none of whom belongs to the list; with as few looks into the database as one has. Whom [#invite(ListEntry, Wish)] would not ask is passed over.
    ///
    /// @param some a portion of a transaction
    public void invite(ListEntry list, List<Wish> some) {
        int most = list.plan().joining().maxMembers();
        if (most > 0 && members.belonging(list.id()) >= most) return;
        var wishes = some.stream().filter(wish -> impossible(wish.address()).isEmpty()).toList();
        var asked = links.newest(Purpose.SUBSCRIBE, wishes.stream().map(wish -> subject(list, wish.address())).toList());
        var since = clock.instant().minus(GOOD_FOR);
        var drafts = new EnumMap<Language, Letters.Draft>(Language.class);
        for (var wish : wishes) {
            if (Optional.ofNullable(asked.get(subject(list, wish.address()))).filter(since::isBefore).isPresent()) continue;
            var token = links.issue(Purpose.SUBSCRIBE, subject(list, wish.address()), Payload.join(list, wish, true).text(), INVITED_FOR);
            letters.ask(drafts.computeIfAbsent(letters.language(list, wish.address(), wish.language()), language -> letters.draft(list, Key.INVITATION, language)), wish.address(), token, Map.of());
        }
    }

    private static String subject(ListEntry list, Address address) { return list.id() + "/" + address.key(); }

    /// @param farewell whether the member is told
    public void remove(ListEntry list, Member member, boolean farewell) { go(list, member, Why.OWNER, farewell); }

    public void change(Member member, State state, Optional<Digesting.Format> format) { set(member, state, format, Why.OWNER); }

    @Override public Held.Kind kind() { return Held.Kind.SUBSCRIPTION; }

    @Override public void decided(ListEntry list, Held item, Word word, String reason) {
        var address = Addresses.read(item.address()).orElseThrow();
        switch (word) {
            case APPROVE, TRUST -> {
                if (belonging(list, address).isEmpty()) enter(list, new Wish(address, item.name(), "", Optional.empty()), Why.OWNER, list.plan().joining().welcome());
            }
            case REJECT -> letters.send(list, Key.DECLINED, address, "", Map.of("reason", reason));
            case DISCARD, EXPIRE -> { }
        }
    }

    // ---- answers to letters ----

    @Override public Set<Purpose> purposes() { return Set.of(Purpose.SUBSCRIBE, Purpose.UNSUBSCRIBE, Purpose.MEMBER, Purpose.MOVE); }

    @Override public Optional<Question> question(Pending asked, Texts texts) {
        return payload(asked).flatMap(payload -> lists.now().find(payload.list).map(list -> {
            var what = what(asked.purpose());
            return new Question(list.id(), texts.get(TEXTS, what + ".title", title(list)), texts.get(TEXTS, what + ".text", payload.address.toString(), list.address().toString(), asked.purpose() == Purpose.MOVE ? moving(payload).map(Member::address).orElse("") : payload.words(texts)),
                    List.of(new Choice(CONFIRM, texts.get(TEXTS, what + ".button"), false)));
        }));
    }

    @Override public Optional<Settled> settle(String token, Pending asked, String choice, String words, Texts texts) {
        var payload = payload(asked);
        var list = payload.flatMap(one -> lists.now().find(one.list));
        if (!choice.equals(CONFIRM) || list.isEmpty() || links.use(asked.purpose(), token).isEmpty()) return Optional.empty();
        var outcome = switch (asked.purpose()) {
            case SUBSCRIBE -> join(list.get(), payload.get().wish(), Proof.CONFIRMED, payload.get().invited);
            case UNSUBSCRIBE -> leave(list.get(), payload.get().address, Proof.CONFIRMED);
            case MOVE -> moving(payload.get()).map(member -> move(list.get(), member, payload.get().address, Proof.CONFIRMED)).orElseGet(Outcome.NoMember::new);
            default -> change(list.get(), payload.get().address, State.valueOf(payload.get().state), payload.get().wanted(), Proof.CONFIRMED);
        };
        links.withdraw(asked.purpose(), asked.subject());                // what was asked twice is answered once
        var joining = list.get().plan().joining();
        boolean written = outcome instanceof Outcome.Done && asked.purpose() == Purpose.SUBSCRIBE && joining.welcome() || outcome instanceof Outcome.Left && joining.farewell() || outcome instanceof Outcome.Waiting;
        return Optional.of(new Settled(said(outcome, list.get(), texts), written));
    }

    /// What became of a wish, in a sentence.
    public static String said(Outcome outcome, ListEntry list, Texts texts) {
        return switch (outcome) {
            case Outcome.Done(var state) -> texts.get(TEXTS, "done." + word(state), title(list));
            case Outcome.Left _ -> texts.get(TEXTS, "left", title(list));
            case Outcome.Asked(var address) -> texts.get(TEXTS, "asked", address.toString());
            case Outcome.Waiting _ -> texts.get(TEXTS, "waiting", title(list));
            case Outcome.Already(var state) -> texts.get(TEXTS, "already." + word(state), title(list));
            case Outcome.NoMember _ -> texts.get(TEXTS, "no-member", title(list));
            case Outcome.Refused(var reason) -> texts.get(TEXTS, "refused." + reason.name().toLowerCase(Locale.ROOT), title(list));
            case Outcome.Silent _ -> texts.get(TEXTS, "silent", title(list));
        };
    }

    private static String title(ListEntry list) { return list.plan().title().isBlank() ? list.name() : list.plan().title(); }

    private static String word(State state) { return state.name().toLowerCase(Locale.ROOT); }

    private static String words(Texts texts, State state, Optional<Digesting.Format> format) {
        return state == State.DIGEST && format.isPresent() ? texts.get(TEXTS, "format." + format.get().name().toLowerCase(Locale.ROOT)) : texts.get(TEXTS, "state." + word(state));
    }

    private static String what(Purpose purpose) {
        return switch (purpose) {
            case SUBSCRIBE -> "join";
            case UNSUBSCRIBE -> "leave";
            case MOVE -> "move";
            default -> "change";
        };
    }

    /// What a token does, as lines. Addresses and names have no line ends.
    private record Payload(long list, boolean invited, Address address, String name, String state, String format, String language) {
        Payload(long list, boolean invited, Address address, String name, String state, String format) { this(list, invited, address, name, state, format, ""); }

        static Payload join(ListEntry list, Wish wish, boolean invited) { return new Payload(list.id(), invited, wish.address(), wish.name(), wish.state().map(Enum::name).orElse(""), "", wish.language()); }

        String text() { return String.join("\n", Long.toString(list), invited ? "invited" : "", address.toString(), name, state, format, language); }

        Wish wish() { return new Wish(address, name, language, state.isEmpty() ? Optional.empty() : Optional.of(State.valueOf(state))); }

        Optional<Digesting.Format> wanted() { return format.isEmpty() ? Optional.empty() : Optional.of(Digesting.Format.valueOf(format)); }

        String words(Texts texts) { return state.isEmpty() ? "" : Subscriptions.words(texts, State.valueOf(state), wanted()); }
    }

    private static Optional<Payload> payload(Pending asked) {
        var lines = asked.payload().split("\n", -1);
        return Addresses.read(lines[2]).map(address -> new Payload(Long.parseLong(lines[0]), !lines[1].isEmpty(), address, lines[3], lines[4], lines[5], lines[6]));
    }

    // ---- rules ----

    /// People of this house, or of a domain that counts as such.
    public boolean local(ListEntry list, Address address) { return directory.isLocal(address) || list.plan().joining().localDomains().stream().anyMatch(domain -> covers(domain, address)); }

    /// @param invited by an owner, to whom the rules for strangers do not apply
    /// @param unproven a full list is full for members too, or its answer would tell them apart
    private Optional<Reason> refusal(ListEntry list, Address address, boolean invited, boolean unproven) {
        var joining = list.plan().joining();
        var never = impossible(address);
        if (never.isPresent()) return never;
        if (!invited && joining.banned().stream().anyMatch(pattern -> matches(pattern, address))) return Optional.of(Reason.BANNED);
        if (!invited && !joining.domains().isEmpty() && joining.domains().stream().noneMatch(domain -> covers(domain, address))) return Optional.of(Reason.DOMAIN);
        if (joining.maxMembers() > 0 && (unproven || belonging(list, address).isEmpty()) && members.belonging(list.id()) >= joining.maxMembers()) return Optional.of(Reason.FULL);
        return Optional.empty();
    }

    /// Whoever asks for it.
    private Optional<Reason> impossible(Address address) {
        if (address.domain().isEmpty() || address.toString().length() > 300) return Optional.of(Reason.ADDRESS);
        boolean circle = lists.now().place(address).isPresent() && directory.isLocal(address) || address.local().equalsIgnoreCase(ListRole.MANAGER_NAME);
        return circle ? Optional.of(Reason.LIST) : Optional.empty();
    }

    /// `xxx.co.jp` is that domain alone, `*.xxx.co.jp` all below it.
    static boolean covers(String domain, Address address) {
        var wanted = domain.strip().toLowerCase(Locale.ROOT);
        var theirs = address.domainKey();
        return wanted.startsWith("*.") ? theirs.endsWith("." + key(wanted.substring(2))) : theirs.equals(key(wanted));
    }

    /// An address, `*@domain`, `*@*.domain`, or `*.domain`.
    public static boolean matches(String pattern, Address address) {
        var wanted = pattern.strip();
        int at = wanted.lastIndexOf('@');
        if (at < 0) return covers(wanted, address);
        var local = wanted.substring(0, at);
        return covers(wanted.substring(at + 1), address) && (local.equals("*") || local.equalsIgnoreCase(address.local()));
    }

    private static String key(String domain) { return new Address("x", domain).domainKey(); }

    // ---- doing it ----

    private Optional<Member> belonging(ListEntry list, Address address) { return members.find(list.id(), address).filter(member -> member.state().belongs()); }

    private Member enter(ListEntry list, Wish wish, Why why, boolean welcome) {
        var member = members.join(list, wish.address(), wish.name(), wish.language(), wish.state().orElse(list.plan().joining().firstState()), why);
        if (welcome) letters.send(list, Key.WELCOME, wish.address(), member.language(), Map.of("link", leaveLink(list, member)));
        LOG.log(Level.INFO, "event=list-joined list={0} address={1} state={2} why={3}", list.address(), wish.address(), member.state(), why);
        return member;
    }

    /// Where one click leads out (RFC 8058).
    public String leaveLink(ListEntry list, Member member) { return pages.of(list, "leave/" + marks.of(MemberMarks.Purpose.LEAVE, member.id())); }

    private void go(ListEntry list, Member member, Why why, boolean farewell) {
        var address = member.address();
        var language = member.language();
        members.leave(list, member, why);
        if (farewell) Addresses.read(address).ifPresent(to -> letters.send(list, Key.FAREWELL, to, language, Map.of()));
        LOG.log(Level.INFO, "event=list-left list={0} address={1} why={2}", list.address(), address, why);
    }

    private void set(Member member, State state, Optional<Digesting.Format> format, Why why) {
        if (member.state() != state) members.change(member, state, why);
        format.ifPresent(wanted -> member.describe(member.name(), member.language(), wanted));
        if (state != State.OFF) member.bounced(0, null);                 // whoever wants mail again begins anew
        LOG.log(Level.INFO, "event=list-member-changed list={0} address={1} state={2} why={3}", Long.toString(member.list()), member.address(), state, why);
    }

    /// Writes the letter unless there are enough of them: an address that others enter again and again is not written to each time.
    private Outcome ask(ListEntry list, Proof proof, Purpose purpose, Key key, Address address, String chosen, Payload payload, Duration valid, Map<String, String> values) {
        var subject = subject(list, address);
        var open = links.pending(purpose, subject);
        boolean invitation = payload.invited;
        boolean enough = invitation ? open.stream().anyMatch(one -> one.since().isAfter(clock.instant().minus(GOOD_FOR))) : open.stream().filter(one -> one.since().isAfter(clock.instant().minus(Duration.ofDays(1)))).count() >= OPEN_QUESTIONS;
        boolean anybody = proof == Proof.NOBODY || proof == Proof.READER;
        if (enough || !invitation && !restraint.spend("letter " + address.key(), LETTERS_AN_HOUR) || anybody && !restraint.spend("letters-of " + list.id(), LETTERS_OF_A_LIST)) {
            LOG.log(Level.INFO, "event=list-question-spared list={0} address={1} purpose={2}", list.address(), address, purpose);
            return new Outcome.Asked(address);
        }
        var language = letters.language(list, address, chosen);
        var token = links.issue(purpose, subject, payload.text(), valid);
        letters.ask(list, key, address, language, token, values);
        return new Outcome.Asked(address);
    }

    // ---- forgetting ----

    /// Those who left long ago.
    ///
    /// @return how many of them were forgotten; as many as are forgotten at once when there may be more
    public int forget() {
        int forgotten = 0;
        for (var list : lists.now().byId().values()) {
            var left = database.createQuery("select m.id from Member m where m.list = :list and m.state = :left and m.changed < :since", Long.class).setParameter("list", list.id()).setParameter("left", State.LEFT)
                    .setParameter("since", clock.instant().minus(Duration.ofDays(list.plan().joining().leftDays()))).setMaxResults(STEP - forgotten).getResultList();
            if (!left.isEmpty()) forgotten += database.createQuery("delete from Member m where m.id in :ids and m.state = :left").setParameter("ids", left).setParameter("left", State.LEFT).executeUpdate();
            if (forgotten >= STEP) break;
        }
        return forgotten;
    }
}
