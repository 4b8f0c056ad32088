package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthouse.account.Directory;
import org.posthouse.connector.api.Recipient;
import org.posthouse.domain.Ids;
import org.posthouse.housemail.HouseMail;
import org.posthouse.housemail.Letter;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Pending;
import org.posthouse.link.Purpose;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.routing.Addresses;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// The way of members and owners without an account here to their lists: a letter with a link, sent on request to an address that is on a list or looks after one, and behind it an hour in one browser. In the caller's transaction.
@ApplicationScoped public class MemberLinks {
    /// The link, and the visit behind it.
    public static final Duration GOOD_FOR = Duration.ofHours(1);
    /// To one address.
    static final int LETTERS_AN_HOUR = 3;
    /// Of the whole house.
    static final int LETTERS_OF_THE_HOUSE = 1000;
    private static final int NAMED = 10;
    private static final String TEXTS = "member-link";
    private static final System.Logger LOG = System.getLogger(MemberLinks.class.getName());

    @Inject Lists lists;
    @Inject Members members;
    @Inject MailedLinks links;
    @Inject Letters letters;
    @Inject Directory directory;
    @Inject Restraint restraint;
    @Inject HouseMail mail;
    @Inject HostName hostName;
    @Inject Settings settings;
    @Inject Ids ids;
    @Inject Clock clock;

    /// Writes to an address that belongs to a list, as often as is good for it; nobody who asks hears whether it does.
    ///
    /// @param asked the language of whoever asks, for members of whom nothing else is known
    public void ask(Address address, Language asked) {
        var theirs = members.of(List.of(address.key()));
        var named = Stream.concat(owned(address).stream(), theirs.stream().flatMap(member -> lists.now().find(member.list()).stream())).distinct().toList();
        if (named.isEmpty()) return;
        if (!restraint.spend("member-link " + address.key(), LETTERS_AN_HOUR) || !restraint.spend("member-links", LETTERS_OF_THE_HOUSE)) {
            LOG.log(Level.INFO, "event=member-link-spared address={0}", address);
            return;
        }
        var to = theirs.stream().findFirst().flatMap(member -> Addresses.read(member.address())).orElse(address);                // as the member gave it, not as a stranger typed it
        var token = links.issue(Purpose.MEMBERSHIPS, address.key(), to.toString(), GOOD_FOR);
        var language = theirs.stream().flatMap(member -> Language.of(member.language()).stream()).findFirst().orElse(asked);
        send(to, named, token, Texts.in(language));
        LOG.log(Level.INFO, "event=member-link-sent address={0} lists={1}", to, named.size());
    }

    /// Lists that an address looks after which is nobody's here. Owners with an account sign in, with all that guards it.
    ///
    /// @return sorted
    public List<ListEntry> owned(Address address) {
        return directory.isLocal(address) ? List.of() : lists.now().byId().values().stream().filter(list -> list.ownedBy(address.key())).sorted(Comparator.comparing(list -> list.address().toString())).toList();
    }

    private void send(Address to, List<ListEntry> named, String token, Texts texts) {
        var all = named.stream().limit(NAMED).map(list -> "  " + list.address()).collect(Collectors.joining("\n")) + (named.size() > NAMED ? "\n  …" : "");
        var cause = "member-link/" + ids.next();
        var from = new Address(ListRole.MANAGER_NAME, named.getFirst().address().domain());
        var letter = new Letter(settings.now().text(TextSetting.HOUSE_NAME), from.toString(), to.toString(), texts.get(TEXTS, "letter.subject"), UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)) + "@" + hostName.now(),
                clock.instant().atZone(clock.getZone()), texts.get(TEXTS, "letter.text", all, hostName.web(settings.now()) + "lists/link/" + token));
        mail.post(cause, Letters.sender(to), List.of(Recipient.of(Path.to(to))), letter.octets());
    }

    /// Whether a link leads anywhere; changes nothing, since whatever looks through mail opens links.
    public boolean leads(String token) { return links.find(token).filter(one -> one.purpose() == Purpose.MEMBERSHIPS).isPresent(); }

    /// Uses a link, once.
    ///
    /// @return the visit, a secret of the browser
    public Optional<String> enter(String token) {
        return links.use(Purpose.MEMBERSHIPS, token).map(address -> {
            LOG.log(Level.INFO, "event=member-link-used address={0}", address);
            return links.issue(Purpose.MEMBER_VISIT, Addresses.read(address).orElseThrow().key(), address, GOOD_FOR);
        });
    }

    /// Whose visit it is, while it lasts.
    public Optional<Address> visitor(String visit) { return links.find(visit).filter(one -> one.purpose() == Purpose.MEMBER_VISIT).map(Pending::payload).flatMap(Addresses::read); }

    /// Ends all visits of an address, and the links that would begin another.
    public void leave(Address address) {
        links.withdraw(Purpose.MEMBER_VISIT, address.key());
        links.withdraw(Purpose.MEMBERSHIPS, address.key());
    }
}
