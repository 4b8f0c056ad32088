package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.machine.Handover;
import org.posthouse.machine.Programs;
import org.posthouse.machine.Roots;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;

/// Reads and changes where accounts' mail goes, in the caller's transaction.
@ApplicationScoped public class DeliveryPlans {
    static final int MAX_FORWARD = 100;
    private static final int MAX_HANDOVERS = 20;
    private static final int KNOWN = 20_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject Directory directory;
    @Inject LocalWays ways;
    @Inject Postmasters postmasters;
    @Inject Changes changes;
    @Inject Programs programs;
    @Inject Roots roots;
    @Inject AgreedAddresses agreed;

    private final StampedCache<DeliveryPlan> known = new StampedCache<>(KNOWN);

    /// As it is now; an account without one has [DeliveryPlan#HERE].
    public DeliveryPlan load(long account) {
        var row = database.find(StoredDelivery.class, account);
        return row == null ? DeliveryPlan.HERE : waiting(account, row.plan());
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
        var checked = checked(owner, plan);
        store(account, checked);
        agreed.settle(account, Place.FORWARD, checked.forward(), checked.forward(), byAdministrator);
        changes.touch();
        return load(account);
    }

    /// With those of its addresses whose readers have not agreed. In the transaction of whoever changes them, memory has nothing of it yet.
    private DeliveryPlan waiting(long account, DeliveryPlan plan) {
        var awaiting = agreed.awaiting(account, Place.FORWARD).stream().map(one -> key(one.address())).toList();
        return awaiting.isEmpty() ? plan : plan.awaiting(plan.forward().stream().filter(address -> awaiting.contains(key(address))).toList());
    }

    private static String key(String address) { return read(address).map(Address::key).orElse(address); }

    /// What [#save] would store.
    ///
    /// @throws Rejected as there
    public DeliveryPlan checked(Account owner, DeliveryPlan plan, boolean byAdministrator) {
        var checked = checked(owner, plan);
        var asked = agreed.strangers(owner.id(), checked.forward(), byAdministrator);
        return checked.awaiting(checked.forward().stream().filter(address -> asked.contains(address) || agreed.isAwaiting(owner.id(), address)).toList());
    }

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
        var waiting = agreed.awaitingNow(account);
        var awaiting = forward.stream().filter(address -> waiting.contains(key(address))).toList();
        var first = rows.getFirst();
        return new DeliveryPlan(first.get(0, Boolean.class), forward, first.get(1, Boolean.class), handovers, awaiting, first.get(3, DeliveryPlan.Detail.class));
    }
}
