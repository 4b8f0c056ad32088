package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.machine.Handover;
import org.posthouse.machine.Programs;
import org.posthouse.machine.Roots;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Reads and changes where accounts' mail goes, in the caller's transaction.
@ApplicationScoped public class DeliveryPlans {
    static final int MAX_FORWARD = 100;
    private static final int MAX_HANDOVERS = 20;
    private static final int KNOWN = 20_000;
    /// Nobody is asked about the same forward more often: strangers must not be flooded with questions.
    public static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject Directory directory;
    @Inject LocalWays ways;
    @Inject Postmasters postmasters;
    @Inject Changes changes;
    @Inject Programs programs;
    @Inject Roots roots;
    @Inject Settings settings;
    @Inject Event<ForwardAsked> asked;
    @Inject Clock clock;

    private final StampedCache<DeliveryPlan> known = new StampedCache<>(KNOWN);

    /// As it is now; an account without one has [DeliveryPlan#HERE].
    public DeliveryPlan load(long account) {
        var row = database.find(StoredDelivery.class, account);
        return row == null ? DeliveryPlan.HERE : row.plan();
    }

    /// For the path of mail: from memory until something changes, and needs no transaction.
    public DeliveryPlan current(long account) {
        long stamp = changes.stamp();
        var key = Long.toString(account);
        return known.get(stamp, key).orElseGet(() -> {
            var read = read(account);
            known.put(stamp, key, read);
            return read;
        });
    }

    /// Of the account Postmaster it is who the postmasters are ([Postmasters]).
    ///
    /// @return as it was stored: the addresses in canonical spelling, none twice
    /// @throws Rejected INVALID `mailbox` for a plan that delivers nowhere, `forward` for what is no address, nobody's here, or the account's own, `programs`, `files` and `maildrops` for what is not registered; ABSENT
    public DeliveryPlan save(long account, DeliveryPlan plan) { return save(account, plan, true); }

    /// @param byAdministrator who may forward mail to strangers without asking them, where the house says so
    /// @throws Rejected as [#save(long, DeliveryPlan)]
    public DeliveryPlan save(long account, DeliveryPlan plan, boolean byAdministrator) {
        var owner = accounts.find(account).orElseThrow(() -> Rejected.absent("id", "no such account"));
        if (Reserved.POSTMASTER.local().equals(owner.login()) && owner.isReserved()) return postmasters.appoint(plan);
        var before = load(account);
        var checked = checked(owner, plan, byAdministrator);
        store(account, checked);
        var fresh = checked.awaiting().stream().filter(address -> !before.awaiting().contains(address)).toList();
        if (!checked.awaiting().equals(before.awaiting())) {
            database.find(StoredDelivery.class, account).await(checked, fresh, clock.instant());
            database.flush();
            fresh.forEach(address -> asked.fire(new ForwardAsked(account, address)));
        }
        changes.touch();
        return checked;
    }

    /// Who was asked and has not agreed yet.
    public List<Awaited> awaiting(long account) {
        var row = database.find(StoredDelivery.class, account);
        return row == null ? List.of() : row.awaiting();
    }

    /// @param most letters of one account that are not answered yet
    public static Rejected askedTooMany(int most) { return Rejected.invalid("forward", "at most {0} letters a day ask whether mail may be forwarded", most); }

    /// Asks those again who have not agreed, unless they were asked just now.
    ///
    /// @throws Rejected INVALID `sendAgain` when that is true of all of them
    public void askAgain(long account) {
        var now = clock.instant();
        var some = awaiting(account).stream().filter(one -> !now.isBefore(one.asked().plus(AGAIN_AFTER))).map(Awaited::address).toList();
        if (some.isEmpty()) throw Rejected.invalid("sendAgain", "they were asked a moment ago; try again in ten minutes");
        database.find(StoredDelivery.class, account).askedAgain(some, now);
        database.flush();
        some.forEach(address -> asked.fire(new ForwardAsked(account, address)));
    }

    /// Somebody who reads mail at the address wants it.
    ///
    /// @return whether that was still asked
    public boolean agree(long account, String address) {
        var row = database.find(StoredDelivery.class, account);
        if (row == null || row.awaiting().stream().noneMatch(one -> one.address().equals(address))) return false;
        row.agreed(address);
        database.flush();
        changes.touch();
        return true;
    }

    /// What [#save] would store.
    ///
    /// @throws Rejected as there
    public DeliveryPlan checked(Account owner, DeliveryPlan plan, boolean byAdministrator) {
        var checked = checked(owner, plan);
        var before = load(owner.id());
        boolean asks = settings.now().flag(byAdministrator ? Setting.FORWARD_ASKS_ADMINISTRATORS : Setting.FORWARD_ASKS);
        return checked.awaiting(checked.forward().stream().filter(address -> before.forward().contains(address) ? before.awaiting().contains(address) : asks && isElsewhere(address)).toList());
    }

    private boolean isElsewhere(String address) { return !directory.isLocal(address(address)); }

    /// The same, with nobody asked.
    public DeliveryPlan checked(Account owner, DeliveryPlan plan) {
        var faults = new ArrayList<Fault>();
        if (owner.isReserved()) faults.add(new Fault("forward", "the mail of a reserved account is not forwarded; name postmasters instead"));
        if (!plan.mailbox() && plan.forward().isEmpty() && plan.handovers().isEmpty()) faults.add(new Fault("mailbox", "mail must go somewhere: keep the mailbox here, or forward to an address"));
        var forward = forward(owner.id(), plan.forward(), faults);
        handOver(plan.handovers(), faults);
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new DeliveryPlan(plan.mailbox(), forward, plan.keepCopy(), plan.handovers(), List.of(), plan.detail());
    }

    private void handOver(List<Handover> wanted, List<Fault> faults) {
        if (wanted.size() > MAX_HANDOVERS) faults.add(new Fault("programs", "at most {0}", MAX_HANDOVERS));
        for (var handover : wanted) {
            boolean there = handover.transport().equals(Handover.PROGRAM) ? programs.current(handover.target()).isPresent() : roots.place(handover.target()).isPresent();
            if (!there) faults.add(handover.transport().equals(Handover.PROGRAM) ? new Fault("programs", "{0} is no registered program", LocalAddress.quoted(handover.target()))
                    : new Fault(handover.transport().equals(Handover.FILE) ? "files" : "maildrops", "{0} is not below a registered folder", LocalAddress.quoted(handover.target())));
            if (handover.transport().equals(Handover.FILE) && handover.target().endsWith("/")) faults.add(new Fault("files", "{0} is a folder; a Maildir is a maildrop", LocalAddress.quoted(handover.target())));
        }
        if (Set.copyOf(wanted).size() < wanted.size()) faults.add(new Fault("programs", "one of them stands here twice"));
    }

    void store(long account, DeliveryPlan plan) {
        var row = database.find(StoredDelivery.class, account);
        if (row == null) {
            if (plan.equals(DeliveryPlan.HERE)) return;
            row = new StoredDelivery(account);
            row.settle(plan);
            database.persist(row);
        } else row.settle(plan);
        database.flush();
    }

    private List<String> forward(long owner, List<String> wanted, List<Fault> faults) {
        if (wanted.size() > MAX_FORWARD) faults.add(new Fault("forward", "at most {0}", MAX_FORWARD));
        var byKey = new LinkedHashMap<String, String>();
        for (var text : wanted.stream().limit(MAX_FORWARD).toList()) {
            try {
                var address = address(text);
                if (directory.isLocal(address) && !address.domain().isEmpty()) {
                    if (!ways.known(address)) throw Rejected.invalid("forward", "{0} is nobody''s address here", LocalAddress.quoted(text));
                    if (directory.recipient(address).filter(recipient -> recipient.account() == owner).isPresent()) throw Rejected.invalid("forward", "{0} is this account itself", LocalAddress.quoted(text));
                }
                byKey.putIfAbsent(address.key(), address.toString());
            } catch (Rejected bad) {
                faults.addAll(bad.faults());
            }
        }
        return List.copyOf(byKey.values());
    }

    static Address address(String text) {
        return read(text).filter(a -> !a.domain().isEmpty() && a.toString().length() <= 320).orElseThrow(() -> Rejected.invalid("forward", "{0} is not an address", LocalAddress.quoted(text)));
    }


    private static Optional<Address> read(String text) {
        return PathRead.parse('<' + text.strip() + '>') instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address() : Optional.empty();
    }

    private DeliveryPlan read(long account) {
        var rows = database.createQuery("select d.mailbox, d.keepCopy, f, d.detail from StoredDelivery d left join d.forward f where d.account = :id order by index(f)", Tuple.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getResultList();
        if (rows.isEmpty()) return DeliveryPlan.HERE;
        var forward = rows.stream().map(row -> row.get(2, String.class)).filter(java.util.Objects::nonNull).toList();
        var handovers = database.createQuery("select h from StoredDelivery d join d.handovers h where d.account = :id order by index(h)", StoredHandover.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getResultStream().map(StoredHandover::handover).toList();
        var awaiting = database.createQuery("select a.address from StoredDelivery d join d.awaiting a where d.account = :id order by index(a)", String.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getResultList();
        var first = rows.getFirst();
        return new DeliveryPlan(first.get(0, Boolean.class), forward, first.get(1, Boolean.class), handovers, awaiting, first.get(3, DeliveryPlan.Detail.class));
    }

}
