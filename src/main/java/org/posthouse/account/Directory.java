package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.domain.Changes;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

/// Which account an address leads to: asked at every RCPT and again at delivery. Known answers, also "nobody", cost microseconds; after a
/// change everything is asked afresh. Needs no transaction, and looks through the caller's when there is one.
@ApplicationScoped public class Directory {
    private static final int KNOWN = 20_000;
    private static final int UNKNOWN = 10_000;
    /// Places at which an address is cut to look for an account, from the right: each costs a look when nobody has the name.
    private static final int CUTS = 8;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Domains domains;
    @Inject Changes changes;
    @Inject Settings settings;

    private final StampedCache<LocalRecipient> known = new StampedCache<>(KNOWN);
    private final StampedCache<Boolean> unknown = new StampedCache<>(UNKNOWN);

    /// The domain is a local one, or an alias of one.
    public boolean isLocal(Address address) { return address.domain().isEmpty() || domains.local().find(address.domainKey()).isPresent(); }

    /// Empty for an unknown local part, and for a domain that is not local. A bare `postmaster` is found (RFC 5321 §4.5.1), no other bare name.
    public Optional<LocalRecipient> recipient(Address address) { return reserved(address).or(() -> account(address)).or(() -> subAddress(address)); }

    /// The names that every house has, in every domain.
    public Optional<LocalRecipient> reserved(Address address) {
        var reserved = Reserved.of(address.local());
        if (address.domain().isEmpty()) return reserved.filter(r -> r == Reserved.POSTMASTER).flatMap(this::atPostmaster);
        return isLocal(address) ? reserved.flatMap(this::atPostmaster) : Optional.empty();
    }

    /// By the whole local part.
    public Optional<LocalRecipient> account(Address address) { return domain(address).flatMap(domain -> look(new Address(address.local(), domain.name()).key())); }

    /// By what stands before a separator, the longest name first; the rest is the account's own affair (RFC 5233 §1).
    public Optional<LocalRecipient> subAddress(Address address) {
        var domain = domain(address);
        var separators = settings.now().text(TextSetting.ADDRESS_SEPARATORS);
        var local = address.local();
        int cuts = 0;
        for (int at = local.length() - 1; domain.isPresent() && at > 0 && cuts < CUTS; at--) {
            if (separators.indexOf(local.charAt(at)) < 0) continue;
            var found = look(new Address(local.substring(0, at), domain.get().name()).key());
            if (found.isPresent()) return Optional.of(found.get().detailed(local.substring(at + 1)));
            cuts++;
        }
        return Optional.empty();
    }

    private Optional<LocalDomain> domain(Address address) { return address.domain().isEmpty() ? Optional.empty() : domains.local().find(address.domainKey()); }

    /// By an address as a setting of this house holds it; empty for an empty one, and when nobody has it any more.
    public Optional<LocalRecipient> stored(String text) {
        int at = text.lastIndexOf('@');
        return at < 1 ? Optional.empty() : recipient(new Address(LocalAddress.unquoted(text.substring(0, at)), text.substring(at + 1)));
    }

    /// See [Reserved] on why they all end there.
    private Optional<LocalRecipient> atPostmaster(Reserved asked) {
        return look(Reserved.POSTMASTER.local()).map(r -> new LocalRecipient(r.account(), r.primary(), asked.local(), "", r.locked(), r.limits()));
    }

    private Optional<LocalRecipient> look(String key) {
        long stamp = changes.stamp();                                    // before the look: see Changes
        var hit = known.get(stamp, key);
        if (hit.isPresent() || unknown.get(stamp, key).isPresent()) return hit;
        var found = read(key);
        found.ifPresentOrElse(r -> known.put(stamp, key, r), () -> unknown.put(stamp, key, true));
        return found;
    }

    private Optional<LocalRecipient> read(String key) {
        return database.createQuery("""
                select a.id, p.text, a.locked, a.maxMailboxBytes, a.maxMessages, a.maxMessageBytes, d.maxMailboxBytes, d.maxMessages, d.maxMessageBytes
                from AccountAddress x join x.account a join a.addresses p left join a.domain d
                where x.key = :key and p.position = 0 and a.trashed is null""", Tuple.class)
                .setParameter("key", key).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst().map(row -> recipient(key, row));
    }

    private LocalRecipient recipient(String key, Tuple row) {
        var own = new MailboxLimits(row.get(3, Long.class), row.get(4, Long.class), row.get(5, Long.class));
        var limits = row.get(6) == null ? own : own.within(new DomainLimits(0, row.get(6, Long.class), row.get(7, Long.class), row.get(8, Long.class)));
        return new LocalRecipient(row.get(0, Long.class), primary(row.get(1, String.class)), key, "", row.get(2, Boolean.class), limits);
    }

    /// Of the text of a primary address.
    private Address primary(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) return new Address(text.toLowerCase(Locale.ROOT), domains.local().first().map(LocalDomain::name).orElse(""));
        return new Address(LocalAddress.unquoted(text.substring(0, at)), text.substring(at + 1));
    }
}
