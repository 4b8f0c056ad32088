package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.account.AccountQuery.Sort;
import org.posthouse.account.AccountQuery.Standing;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;

/// Finds accounts among very many, in the caller's transaction. Each word that is asked for must begin a word of the name, the login or the part of an address before `@`; a word with `@` in it
/// begins an address; one with a dot that is part of a local domain's name means its accounts. When nothing is found so,
/// some that have the text anywhere in their name or an address are.
@ApplicationScoped public class AccountSearch {
    /// One page of a list.
    ///
    /// @param total in all pages; of a search, [#MOST_COUNTED] stands for so many or more
    public record Page(List<Account> items, long total) { }

    /// How many accounts there are of each kind.
    ///
    /// @param byDomain of those not in the trash, by id of the domain; domains without accounts are left out
    public record Counts(Map<Standing, Long> of, Map<Long, Long> byDomain) { }

    /// What a search finds is counted up to here: who is looked for in a longer list will not be seen there.
    public static final int MOST_COUNTED = 5000;
    private static final int COMMON = 25_000;
    private static final int MOST_ANYWHERE = 250;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject Domains domains;
    @Inject Changes changes;

    private final StampedCache<Counts> counts = new StampedCache<>(1000);

    /// SQL behind `WHERE`, and what stands for its numbered parameters.
    private record Condition(String sql, List<Object> values) {
        <Q extends Query> Q fill(Q query) {
            for (int i = 0; i < values.size(); i++) query.setParameter(i + 1, values.get(i));
            return query;
        }
    }

    /// @param first how many to skip
    public Page page(AccountQuery query, int first, int size) {
        var condition = condition(query, Optional.empty());
        if (query.text().isBlank()) return page(condition, query, first, size, known(query).orElseGet(() -> count(condition)));
        long total = some(condition);
        if (total > 0) return page(condition, query, first, size, total);
        var anywhere = anywhere(query.text().strip());
        if (anywhere.isEmpty()) return new Page(List.of(), 0);
        var among = condition(query, Optional.of(anywhere));
        return page(among, query, first, size, count(among));
    }

    private Page page(Condition condition, AccountQuery query, int first, int size, long total) {
        return new Page(total <= first ? List.of() : accounts.whole(ids(condition, query.sort(), first, size)), total);
    }

    /// Without counting, when the numbers beside the filters say it.
    private Optional<Long> known(AccountQuery query) {
        if (query.domain().isEmpty()) return Optional.of(counts(query.within()).of().get(query.standing()));
        boolean allOfOne = query.standing() == Standing.ALL && query.within().map(w -> w.contains(query.domain().get())).orElse(true);
        return allOfOne ? Optional.of(counts(query.within()).byDomain().getOrDefault(query.domain().get(), 0L)) : Optional.empty();
    }

    /// Ids of the first accounts that have the text in the middle of their name or an address: one look through all names and one through all addresses, each of which may end early.
    private Set<Long> anywhere(String text) {
        var pattern = '%' + text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + '%';
        var found = new HashSet<Long>();
        for (var look : List.of("SELECT a.id FROM account a WHERE LOWER(a.name) LIKE ?1 ESCAPE '!'", "SELECT x.account_id FROM account_address x WHERE x.address_key LIKE ?1 ESCAPE '!'"))
            found.addAll(numbers(database.createNativeQuery(look).setParameter(1, pattern).setMaxResults(MOST_ANYWHERE)));
        return found;
    }

    /// The next accounts in order of ids; for going through all that a query finds.
    public List<Account> after(AccountQuery query, long id, int count) {
        var condition = condition(query, Optional.empty());
        var numbered = new ArrayList<Object>(condition.values());
        numbered.add(id);
        var found = new Condition(condition.sql() + " AND a.domain_id IS NOT NULL AND a.id > ?" + numbered.size(), numbered);
        return accounts.whole(numbers(found.fill(database.createNativeQuery("SELECT a.id FROM account a WHERE " + found.sql() + " ORDER BY a.id")).setMaxResults(count)));
    }

    /// Of all accounts, or of those of some domains; counted again only when something has changed.
    public Counts counts(Optional<Set<Long>> within) {
        long stamp = changes.stamp();
        var key = within.map(domains -> domains.stream().sorted().map(String::valueOf).collect(Collectors.joining(" "))).orElse("all");
        return counts.get(stamp, key).orElseGet(() -> {
            var counted = counted(within);
            this.counts.put(stamp, key, counted);
            return counted;
        });
    }

    Counts counted(Optional<Set<Long>> within) {
        var values = new ArrayList<Object>();
        var where = within.map(domains -> " WHERE " + in("a.domain_id", domains, values)).orElse("");
        var rows = new Condition("", values).fill(database.createNativeQuery("""
                SELECT a.domain_id, COUNT(*), SUM(CASE WHEN a.trashed IS NULL THEN 1 ELSE 0 END), SUM(CASE WHEN a.trashed IS NULL AND a.locked = TRUE THEN 1 ELSE 0 END),
                 SUM(CASE WHEN a.trashed IS NULL AND a.password_set = FALSE AND a.domain_id IS NOT NULL THEN 1 ELSE 0 END) FROM account a""" + where + " GROUP BY a.domain_id")).setFlushMode(FlushModeType.COMMIT).getResultList();
        var of = new EnumMap<Standing, Long>(Standing.class);
        for (var standing : Standing.values()) of.put(standing, 0L);
        var byDomain = new HashMap<Long, Long>();
        for (var each : rows) {
            var row = (Object[]) each;
            long there = number(row[2]);
            of.merge(Standing.ALL, there, Long::sum);
            of.merge(Standing.TRASH, number(row[1]) - there, Long::sum);
            of.merge(Standing.LOCKED, number(row[3]), Long::sum);
            of.merge(Standing.WITHOUT_PASSWORD, number(row[4]), Long::sum);
            if (row[0] != null && there > 0) byDomain.put(number(row[0]), there);
        }
        of.put(Standing.ADMINISTRATORS, count(condition(new AccountQuery("", Standing.ADMINISTRATORS, within, Optional.empty(), Sort.NAME), Optional.empty())));
        return new Counts(of, byDomain);
    }

    private static long number(Object count) { return ((Number) count).longValue(); }

    private long count(Condition condition) { return number(condition.fill(database.createNativeQuery("SELECT COUNT(*) FROM account a WHERE " + condition.sql())).getSingleResult()); }

    private List<Long> ids(Condition condition, Sort sort, int first, int size) {
        var select = switch (sort) {
            case NAME -> "SELECT a.id FROM account a WHERE " + condition.sql() + " ORDER BY a.name, a.id";
            case ADDRESS -> "SELECT a.id FROM account a WHERE " + condition.sql() + " ORDER BY a.sort_address, a.id";
            case LAST_SIGN_IN -> "SELECT a.id FROM account a WHERE " + condition.sql() + " ORDER BY a.last_sign_in DESC, a.id DESC";      // NULL is the least in both databases
            case CREATED -> "SELECT a.id FROM account a WHERE " + condition.sql() + " ORDER BY a.created DESC, a.id DESC";
        };
        return numbers(condition.fill(database.createNativeQuery(select)).setFirstResult(first).setMaxResults(size));
    }

    /// Not more than [#MOST_COUNTED].
    private long some(Condition condition) {
        return number(condition.fill(database.createNativeQuery("SELECT COUNT(*) FROM (SELECT a.id FROM account a WHERE " + condition.sql() + " LIMIT " + MOST_COUNTED + ") counted")).getSingleResult());
    }

    /// So many have a word, or an address, that begins so that among the next accounts of any list some will have it.
    private boolean common(String table, String column, String beginning) {
        var found = database.createNativeQuery("SELECT COUNT(*) FROM (SELECT t." + column + " FROM " + table + " t WHERE t." + column + " BETWEEN ?1 AND ?2 LIMIT " + COMMON + ") counted")
                .setParameter(1, beginning).setParameter(2, beginning + Words.END).getSingleResult();
        return number(found) >= COMMON;
    }

    private static List<Long> numbers(Query query) { return ((List<?>) query.getResultList()).stream().map(AccountSearch::number).toList(); }

    /// @param among these accounts only, instead of those that the text finds by its words
    private Condition condition(AccountQuery query, Optional<Set<Long>> among) {
        var parts = new ArrayList<String>();
        var values = new ArrayList<Object>();
        parts.add(switch (query.standing()) {
            case ALL -> "a.trashed IS NULL";
            case LOCKED -> "a.trashed IS NULL AND a.locked = TRUE";
            case WITHOUT_PASSWORD -> "a.trashed IS NULL AND a.password_set = FALSE AND a.domain_id IS NOT NULL";
            case ADMINISTRATORS -> "a.trashed IS NULL AND a.id IN (SELECT b.id FROM account b WHERE b.role = 'POSTMASTER' UNION SELECT d.account_id FROM domain_administrator d)";
            case TRASH -> "a.trashed IS NOT NULL";
        });
        query.within().ifPresent(domains -> parts.add(in("a.domain_id", domains, values)));
        query.domain().ifPresent(domain -> parts.add(in("a.domain_id", Set.of(domain), values)));
        if (among.isPresent()) parts.add(in("a.id", among.get(), values));
        else for (var term : query.text().strip().split("\\s+")) parts.addAll(term(term, values));
        return new Condition(String.join(" AND ", parts), values);
    }

    private List<String> term(String term, List<Object> values) {
        if (term.isEmpty()) return List.of();
        var lower = term.toLowerCase(Locale.ROOT);
        var named = lower.startsWith("@") || lower.contains(".") && !lower.contains("@") ? domainsNamed(lower.replace("@", "")) : Set.<Long>of();
        if (!named.isEmpty()) return List.of(in("a.domain_id", named, values));
        if (lower.indexOf('@') > 0) return List.of(between("account_address", "address_key", lower, values));
        var words = Words.split(term);
        return words.isEmpty() ? List.of("FALSE") : words.stream().map(word -> between("account_word", "word", word, values)).toList();
    }

    private Set<Long> domainsNamed(String part) {
        var local = domains.local();
        return local.byName().keySet().stream().filter(name -> name.contains(part)).map(local.byName()::get).map(LocalDomain::id).collect(Collectors.toSet());
    }

    /// A rare one is where the look begins; for a common one each account in the order of the list is asked, and many say yes.
    private String between(String table, String column, String beginning, List<Object> values) {
        boolean common = common(table, column, beginning);
        values.add(beginning);
        values.add(beginning + Words.END);
        return (common ? "EXISTS (SELECT 1 FROM %s t WHERE t.account_id = a.id AND t.%s BETWEEN ?%d AND ?%d)" : "a.id IN (SELECT t.account_id FROM %s t WHERE t.%s BETWEEN ?%d AND ?%d)")
                .formatted(table, column, values.size() - 1, values.size());
    }

    private static String in(String column, Set<Long> ids, List<Object> values) {
        if (ids.isEmpty()) return "FALSE";
        var numbered = new ArrayList<String>();
        for (long id : ids) {
            values.add(id);
            numbered.add("?" + values.size());
        }
        return column + " IN (" + String.join(", ", numbered) + ")";
    }
}
