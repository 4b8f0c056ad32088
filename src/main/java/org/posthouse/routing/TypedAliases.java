package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.account.Claims;
import org.posthouse.account.Directory;
import org.posthouse.account.Reserved;
import org.posthouse.database.Constraints;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Ids;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.machine.Program;
import org.posthouse.machine.Programs;
import org.posthouse.machine.Roots;
import org.posthouse.mime.Address;

/// Reads and changes typed aliases, in the caller's transaction. What is wrong is told of the fields `address` and `targets`.
@ApplicationScoped public class TypedAliases {
    /// All of them are held in memory.
    static final int MOST = 50_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Tables tables;
    @Inject Domains domains;
    @Inject Directory directory;
    @Inject Routing routing;
    @Inject Includes includes;
    @Inject Programs programs;
    @Inject Roots roots;
    @Inject Ids ids;
    @Inject Claims claims;

    public Optional<TypedAlias> find(long id) { return Optional.ofNullable(database.find(TypedAlias.class, id)); }

    /// In the order of their addresses; of some domains, or of all.
    ///
    /// @param query part of an address or a target; empty for all
    public List<TypedAlias> list(Optional<List<Long>> of, String query, int from, int count) {
        var found = database.createQuery("select a from TypedAlias a where " + where(of) + " order by a.address", TypedAlias.class).setParameter("like", like(query)).setFirstResult(from).setMaxResults(count);
        of.ifPresent(some -> found.setParameter("domains", some.isEmpty() ? List.of(-1L) : some));
        return found.getResultList();
    }

    public long count(Optional<List<Long>> of, String query) {
        var found = database.createQuery("select count(a) from TypedAlias a where " + where(of), Long.class).setParameter("like", like(query));
        of.ifPresent(some -> found.setParameter("domains", some.isEmpty() ? List.of(-1L) : some));
        return found.getSingleResult();
    }

    private static String where(Optional<List<Long>> of) { return "(a.address like :like escape '!' or a.targets like :like escape '!')" + (of.isPresent() ? " and a.domain in :domains" : ""); }

    private static String like(String query) { return "%" + query.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%"; }

    /// The domain of this house that an address is in, as somebody typed it.
    ///
    /// @throws Rejected INVALID `address`
    public LocalDomain domain(String typed) { return domains.local().find(parsed(typed).domainKey()).orElseThrow(); }

    /// @throws Rejected INVALID, CONFLICT when there is such an alias
    public TypedAlias add(String typed, TypedAlias.Kind kind, List<String> targets) {
        var address = parsed(typed);
        if (Reserved.of(address.local()).isPresent()) throw Rejected.conflict("address", "{0} is reserved for the house", address.local());
        claims.holder(address).ifPresent(holder -> { throw Rejected.conflict("address", "{0} belongs to the mailing list {1}", address, holder); });
        var alias = new TypedAlias(ids.next(), domain(typed).id(), address.key(), kind, checked(address, kind, targets));
        if (count(Optional.empty(), "") >= MOST) throw Rejected.conflict("address", "at most {0}", MOST);
        if (exists(address)) throw Rejected.conflict("address", "{0} is an alias already", address.key());
        database.persist(alias);
        return saved(alias);
    }

    /// @throws Rejected INVALID
    public TypedAlias change(TypedAlias alias, TypedAlias.Kind kind, List<String> targets) {
        alias.settle(kind, checked(Addresses.read(alias.address()).orElseThrow(), kind, targets));
        return saved(alias);
    }

    public void remove(TypedAlias alias) {
        database.remove(alias);
        saved(alias);
    }

    public boolean exists(Address address) { return !database.createQuery("select a.id from TypedAlias a where a.address = :address", Long.class).setParameter("address", address.key()).getResultList().isEmpty(); }

    private TypedAlias saved(TypedAlias alias) {
        try {
            database.flush();
        } catch (PersistenceException e) {
            if (!Constraints.violated(e)) throw e;
            throw Rejected.conflict("address", "{0} is an alias already", alias.address());      // somebody was faster
        }
        tables.touch(Tables.Table.ALIASES);
        return alias;
    }

    private Address parsed(String typed) {
        var address = Addresses.read(typed).orElseThrow(() -> Rejected.invalid("address", "{0} is not an address", shown(typed)));
        var domain = domains.local().find(address.domainKey()).orElseThrow(() -> Rejected.invalid("address", "{0} is in no domain of this house", shown(typed)));
        return new Address(address.local(), domain.name());
    }

    /// What would be stored, each target in one spelling and none twice.
    ///
    /// @throws Rejected INVALID `targets`
    private List<String> checked(Address alias, TypedAlias.Kind kind, List<String> typed) {
        if (kind != TypedAlias.Kind.ADDRESS && typed.size() > 1) throw Rejected.invalid("targets", "an alias of this type has one target");
        if (typed.isEmpty()) throw Rejected.invalid("targets", "mail to it must go somewhere");
        return switch (kind) {
            case ADDRESS -> addresses(alias, typed);
            case INCLUDE -> List.of(include(typed.getFirst().strip()));
            case PATH -> List.of(roots.place(typed.getFirst().strip()).map(_ -> typed.getFirst().strip())
                    .orElseThrow(() -> Rejected.invalid("targets", "{0} is no path below a registered folder, such as archive/sales.mbox", shown(typed.getFirst()))));
            case COMMAND -> List.of(programs.all().stream().map(Program::name).filter(name -> name.equals(typed.getFirst().strip())).findFirst()
                    .orElseThrow(() -> Rejected.invalid("targets", "{0} is no registered program", shown(typed.getFirst()))));
        };
    }

    private static List<String> addresses(Address alias, List<String> typed) {
        if (typed.size() > Walk.MOST_GOALS) throw Rejected.invalid("targets", "at most {0}", Walk.MOST_GOALS);
        var faults = new ArrayList<Fault>();
        var byKey = new LinkedHashMap<String, String>();
        for (var text : typed) {
            var address = text.length() > 320 ? Optional.<Address>empty() : Addresses.read(text);
            if (address.isEmpty()) faults.add(new Fault("targets", "{0} is not an address", shown(text)));
            else if (address.get().key().equals(alias.key())) faults.add(new Fault("targets", "{0} is the alias itself", shown(text)));
            else byKey.putIfAbsent(address.get().key(), address.get().toString());
            if (faults.size() >= 10) break;
        }
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return List.copyOf(byKey.values());
    }

    private String include(String path) {
        try {
            if (includes.allowed(path).isPresent() && includes.addresses(path).isPresent()) return path;
        } catch (IOException | InvalidPathException _) {
            // told below
        }
        throw Rejected.invalid("targets", "{0} is no readable file below the folders that aliases may include", shown(path));
    }

    /// An account has the same address, whose mail the alias would take.
    public Optional<String> hides(String address) { return Addresses.read(address).flatMap(directory::account).map(account -> account.primary().toString()); }

    /// Targets in domains of this house that are nobody's.
    public List<String> nobodys(List<String> targets) { return targets.stream().filter(text -> Addresses.read(text).filter(address -> !routing.known(address)).isPresent()).toList(); }

    private static String shown(String text) { return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"'; }
}
