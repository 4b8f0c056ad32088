package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// To which addresses of other houses an account's mail may be sent on, whatever sends it there: forwarding, a line of the simple editor, a script. One who agreed to get an account's mail is asked once. In the
/// caller's transaction.
@ApplicationScoped public class AgreedAddresses {
    /// Nobody is asked about the same account more often: strangers must not be flooded with questions.
    public static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
    private static final int KNOWN = 20_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Directory directory;
    @Inject Changes changes;
    @Inject Settings settings;
    @Inject Event<ForwardAsked> asked;
    @Inject Clock clock;

    private final StampedCache<Map<String, Boolean>> known = new StampedCache<>(KNOWN);

    /// @param most letters of one account that are not answered yet
    public static Rejected askedTooMany(int most) { return Rejected.invalid("forward", "at most {0} letters a day ask whether mail may be forwarded", most); }

    /// Those that would be asked when a place names these.
    public List<String> strangers(long account, Collection<String> addresses, boolean byAdministrator) {
        if (!asks(byAdministrator)) return List.of();
        var there = rows(account);
        return addresses.stream().filter(address -> elsewhere(address).filter(found -> !there.containsKey(found.key())).isPresent()).distinct().toList();
    }

    private boolean asks(boolean byAdministrator) { return settings.now().flag(byAdministrator ? Setting.FORWARD_ASKS_ADMINISTRATORS : Setting.FORWARD_ASKS); }

    /// A place names these and no others.
    ///
    /// @param named           all of them, also what does not count just now: who has agreed is not asked again when it counts again
    /// @param counting        those of them to which mail goes from now on: strangers are asked, where the house says so
    /// @param byAdministrator who may enter strangers without asking them, where the house says so
    public void settle(long account, Place where, Collection<String> named, Collection<String> counting, boolean byAdministrator) {
        var there = rows(account);
        var wanted = new LinkedHashMap<String, String>();
        for (var address : named) elsewhere(address).ifPresent(found -> wanted.putIfAbsent(found.key(), address));
        for (var row : there.values()) {
            row.named(where, wanted.containsKey(row.key()));
            if (!row.named()) database.remove(row);
        }
        boolean asks = asks(byAdministrator);
        for (var address : counting) {
            var found = elsewhere(address);
            if (found.isEmpty() || there.containsKey(found.get().key())) continue;
            var row = new AgreedAddress(account, found.get().key(), address);
            row.named(where, true);
            if (asks) row.ask(clock.instant());
            else row.agree(clock.instant());
            database.persist(row);
            there.put(row.key(), row);
            if (asks) asked.fire(new ForwardAsked(account, address));
        }
        database.flush();
        changes.touch();
    }

    /// Those that a place names and whose readers have not agreed yet.
    public List<AgreedAddress> awaiting(long account, Place where) {
        return rows(account).values().stream().filter(row -> row.awaiting() && row.named(where)).sorted(Comparator.comparing(AgreedAddress::address)).toList();
    }

    public boolean isAwaiting(long account, String address) { return elsewhere(address).map(found -> rows(account).get(found.key())).filter(AgreedAddress::awaiting).isPresent(); }

    /// Asks those again who have not agreed, unless they were asked just now.
    ///
    /// @throws Rejected INVALID `sendAgain` when that is true of all of them
    public void askAgain(long account, Place where) {
        var now = clock.instant();
        var some = awaiting(account, where).stream().filter(row -> row.asked().filter(at -> now.isBefore(at.plus(AGAIN_AFTER))).isEmpty()).toList();
        if (some.isEmpty()) throw Rejected.invalid("sendAgain", "they were asked a moment ago; try again in ten minutes");
        some.forEach(row -> row.ask(now));
        database.flush();
        some.forEach(row -> asked.fire(new ForwardAsked(account, row.address())));
    }

    /// Somebody who reads mail at the address wants it.
    ///
    /// @return whether that was still asked
    public boolean agree(long account, String address) {
        var row = elsewhere(address).map(found -> rows(account).get(found.key())).filter(AgreedAddress::awaiting);
        if (row.isEmpty()) return false;
        row.get().agree(clock.instant());
        database.flush();
        changes.touch();
        return true;
    }

    /// For the path of mail: mail of the account may go there now. From memory until something changes. An address that nobody was asked about, which a script has made out of a message, or which was another's
    /// before, is a stranger's too.
    public boolean allows(long account, Address to) {
        if (directory.isLocal(to)) return true;
        return current(account).getOrDefault(to.key(), !settings.now().flag(Setting.FORWARD_ASKS));
    }

    /// Keys of addresses with whether they agreed.
    private Map<String, Boolean> current(long account) {
        long stamp = changes.stamp();
        var key = Long.toString(account);
        return known.get(stamp, key).orElseGet(() -> {
            var read = read(account).stream().collect(Collectors.toUnmodifiableMap(AgreedAddress::key, row -> !row.awaiting()));
            known.put(stamp, key, read);
            return read;
        });
    }

    /// Keys of those who have not agreed.
    java.util.Set<String> awaitingNow(long account) { return current(account).entrySet().stream().filter(one -> !one.getValue()).map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet()); }

    private Map<String, AgreedAddress> rows(long account) {
        var rows = new LinkedHashMap<String, AgreedAddress>();
        read(account).forEach(row -> rows.put(row.key(), row));
        return rows;
    }

    private List<AgreedAddress> read(long account) {
        return database.createQuery("select a from AgreedAddress a where a.id.account = :account order by a.id.key", AgreedAddress.class).setParameter("account", account).setFlushMode(FlushModeType.COMMIT).getResultList();
    }

    private Optional<Address> elsewhere(String text) {
        return PathRead.parse('<' + text.strip() + '>') instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address().filter(address -> !address.domain().isEmpty() && !directory.isLocal(address)) : Optional.empty();
    }
}
