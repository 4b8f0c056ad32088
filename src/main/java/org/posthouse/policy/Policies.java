package org.posthouse.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Stamped;

/// The lists and rules: read for the path of mail, and changed in the caller's transaction.
@ApplicationScoped public class Policies {
    /// Rules of one domain, or of the house.
    static final int MOST_RULES = 200;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject Ids ids;
    @Inject UnitOfWork work;

    private final Stamped<HousePolicy> known = new Stamped<>(HousePolicy.NONE);

    /// As it is now. Costs nothing while nothing changes, one small query when something else did, and needs no transaction.
    public HousePolicy now() { return known.now(changes.stamp(), old -> work.look(() -> fresh(old))); }

    private HousePolicy fresh(HousePolicy old) {
        long version = ((Number) database.createNativeQuery("SELECT version FROM policy WHERE id = 1").setFlushMode(FlushModeType.COMMIT).getSingleResult()).longValue();
        return version == old.version() ? old : new HousePolicy(version, new Relaying(lines("select r from StoredPolicy p join p.relay r order by index(r)", RelayLine.class)),
                new Blocks(lines("select b from StoredPolicy p join p.blocks b order by index(b)", BlockLine.class)),
                HousePolicy.byAccount(lines("select r from StoredPolicy p join p.rights r", SendingRight.class)), RuleBook.of(active()));
    }

    private <T> List<T> lines(String query, Class<T> type) { return database.createQuery(query, type).setFlushMode(FlushModeType.COMMIT).getResultList(); }

    /// Without a transaction collections of entities are not read, so the tests and acts are asked for.
    private List<Rule> active() {
        var rules = new ArrayList<Rule>();
        for (var row : database.createQuery("select r.id, coalesce(r.domain, 0), r.name, r.way, r.all, r.stops from StoredRule r where r.active = true order by r.place, r.id", Object[].class)
                .setFlushMode(FlushModeType.COMMIT).getResultList()) {
            long id = (Long) row[0];
            var tests = database.createQuery("select t from StoredRule r join r.tests t where r.id = :id order by index(t)", RuleTest.class).setParameter("id", id).setFlushMode(FlushModeType.COMMIT).getResultList();
            var acts = database.createQuery("select a from StoredRule r join r.acts a where r.id = :id order by index(a)", RuleAct.class).setParameter("id", id).setFlushMode(FlushModeType.COMMIT).getResultList();
            rules.add(new Rule(id, (Long) row[1], (String) row[2], true, (Rule.Way) row[3], (Boolean) row[4], (Boolean) row[5], tests, acts));
        }
        return rules;
    }

    /// Of the three lists below.
    public int version() { return stored().version(); }

    public List<RelayLine> relay() { return stored().relay(); }

    /// @throws Rejected INVALID `networks`
    public void relay(List<RelayLine> lines) {
        stored().relay(CheckedLists.relay(lines));
        touched();
    }

    public List<BlockLine> blocks() { return stored().blocks(); }

    /// @throws Rejected INVALID `lines`
    public void blocks(List<BlockLine> lines) {
        stored().blocks(CheckedLists.blocks(lines));
        touched();
    }

    public List<SendingRight> rights() { return stored().rights(); }

    /// @throws Rejected INVALID `rights`
    public void rights(List<SendingRight> wanted) {
        stored().rights(CheckedLists.rights(wanted));
        touched();
    }

    /// A rule with its place (from 1) among those of its domain, or of the house.
    public record Placed(Rule rule, int place, int version) { }

    /// The house's first, then those of each domain, in the order in which they are asked.
    public List<Placed> rules() {
        var all = new ArrayList<>(database.createQuery("select r from StoredRule r", StoredRule.class).getResultList());
        all.sort(Comparator.comparingLong(StoredRule::domain).thenComparingInt(StoredRule::place).thenComparingLong(StoredRule::id));
        var placed = new ArrayList<Placed>();
        for (var rule : all) placed.add(new Placed(rule.rule(), placed.isEmpty() || placed.getLast().rule.domain() != rule.domain() ? 1 : placed.getLast().place + 1, rule.version()));
        return placed;
    }

    public Optional<Placed> rule(long id) { return rules().stream().filter(placed -> placed.rule.id() == id).findFirst(); }

    /// Behind the others.
    ///
    /// @param wanted with any id
    /// @return its id
    /// @throws Rejected CONFLICT `name` when there are too many; INVALID `tests`, `acts`
    public long add(Rule wanted) {
        long others = siblings(wanted.domain()).size();
        if (others >= MOST_RULES) throw Rejected.conflict("name", "at most {0} rules", MOST_RULES);
        var rule = new StoredRule(ids.next(), (int) others + 1);
        rule.settle(CheckedRule.of(wanted));
        database.persist(rule);
        touched();
        return rule.id();
    }

    /// @param place among those of its domain, from 1; beyond the last is the last
    /// @throws Rejected ABSENT; INVALID `tests`, `acts`
    public void change(Rule wanted, int place) {
        var rule = find(wanted.id());
        rule.settle(CheckedRule.of(wanted));
        database.flush();
        var order = siblings(rule.domain());
        order.remove(rule);
        order.add(Math.clamp(place - 1, 0, order.size()), rule);
        for (int i = 0; i < order.size(); i++) order.get(i).moveTo(i + 1);
        touched();
    }

    /// @throws Rejected ABSENT
    public void remove(long id) {
        database.remove(find(id));
        touched();
    }

    private StoredRule find(long id) { return Optional.ofNullable(database.find(StoredRule.class, id)).orElseThrow(() -> Rejected.absent("key", "there is no such rule")); }

    private ArrayList<StoredRule> siblings(long domain) {
        var siblings = new ArrayList<>(database.createQuery("select r from StoredRule r where coalesce(r.domain, 0) = :domain", StoredRule.class).setParameter("domain", domain).getResultList());
        siblings.sort(Comparator.comparingInt(StoredRule::place).thenComparingLong(StoredRule::id));
        return siblings;
    }

    private StoredPolicy stored() { return database.find(StoredPolicy.class, StoredPolicy.ONLY); }

    /// A changed rule alone would not count as a change of the one row that readers look at.
    private void touched() {
        database.lock(stored(), LockModeType.PESSIMISTIC_FORCE_INCREMENT);
        database.flush();
        changes.touch();
    }
}
