package org.posthouse.filter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.account.AgreedAddresses;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.mime.PathRead;
import org.posthouse.routing.Sorting;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.sieve.Limits;
import org.posthouse.sieve.Script;
import org.posthouse.sieve.ScriptFault;

/// Reads and changes what accounts filter, in the caller's transaction.
@ApplicationScoped public class Filters implements Sorting {
    public static final int MAX_SCRIPT = 15_500;
    public static final int MAX_LINES = 100;
    private static final int MAX_WORDS = 255;
    private static final int MAX_TARGET = 320;
    private static final Set<String> ALL = Set.copyOf(Script.EXTENSIONS);
    private static final Set<String> WITHOUT_EDITING = ALL.stream().filter(name -> !name.equals("editheader")).collect(Collectors.toUnmodifiableSet());

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject UnitOfWork work;
    @Inject Settings settings;
    @Inject AgreedAddresses agreed;

    private record Known(long stamp, Set<Long> accounts, ConcurrentHashMap<Long, Script> scripts) { }

    private volatile Known known = new Known(-1, Set.of(), new ConcurrentHashMap<>());

    /// The script that mail to this account runs through. From memory until something changes: an account without one costs a look-up in a set.
    public Optional<Script> current(long account) {
        var now = known(changes.stamp());
        if (!now.accounts.contains(account)) return Optional.empty();
        return Optional.ofNullable(now.scripts.computeIfAbsent(account, this::read));
    }

    @Override public boolean sorts(long account) { return known(changes.stamp()).accounts.contains(account); }

    private Known known(long stamp) {
        var now = known;
        if (now.stamp != stamp) known = now = new Known(stamp, work.look(this::filtering), new ConcurrentHashMap<>());
        return now;
    }

    private Set<Long> filtering() {
        return Set.copyOf(database.createQuery("select f.account from StoredFilter f where f.kind <> :off", Long.class).setParameter("off", Filter.Kind.OFF).setFlushMode(FlushModeType.COMMIT).getResultList());
    }

    private Script read(long account) {
        var text = work.look(() -> load(account)).effective();
        if (text.isBlank()) return null;
        try {
            return Script.parse(text, ALL, Limits.STANDARD);             // one that was saved while headers could be changed goes on to sort
        } catch (ScriptFault fault) {                                    // it was good when it was saved
            System.getLogger(Filters.class.getName()).log(System.Logger.Level.WARNING, "event=filter-unreadable account={0} line={1} what={2}", Long.toString(account), fault.line(), fault.getMessage());
            return null;
        }
    }

    public Filter load(long account) {
        var row = database.find(StoredFilter.class, account);
        return row == null ? Filter.NONE : row.filter();
    }

    /// @param byAdministrator who may send mail on to strangers without asking them, where the house says so
    /// @throws Rejected INVALID with every field that cannot be
    public void save(long account, Filter filter, boolean byAdministrator) {
        var checked = checked(filter);
        var row = database.find(StoredFilter.class, account);
        if (row == null) {
            row = new StoredFilter(account);
            row.settle(checked);
            database.persist(row);
        } else row.settle(checked);
        database.flush();
        try {
            agreed.settle(account, Place.FILTER, named(checked), redirects(checked.effective()), byAdministrator);
        } catch (Rejected tooMany) {
            throw new Rejected(tooMany.kind(), tooMany.faults().stream().map(fault -> new Fault(checked.kind() == Filter.Kind.SCRIPT ? "script" : "lines", fault.pattern(), fault.arguments())).toList());
        }
        changes.touch();
    }

    /// Those whom [#save] would ask first.
    ///
    /// @throws Rejected as there
    public List<String> asked(long account, Filter filter, boolean byAdministrator) { return agreed.strangers(account, redirects(checked(filter).effective()), byAdministrator); }

    private static List<String> named(Filter filter) {
        var named = new ArrayList<>(redirects(filter.lines().isEmpty() ? "" : SimpleScript.of(filter.lines())));
        named.addAll(redirects(filter.script()));
        return named;
    }

    private static List<String> redirects(String script) {
        try {
            return script.isBlank() ? List.of() : Script.parse(script, ALL, Limits.STANDARD).redirects();
        } catch (ScriptFault unreadable) {
            return List.of();                                            // it does not run either
        }
    }

    private Filter checked(Filter filter) {
        var faults = new ArrayList<Fault>();
        var lines = filter.lines().stream().map(line -> new FilterLine(line.part(), line.words().strip(), line.act(), target(line))).toList();
        if (lines.size() > MAX_LINES) faults.add(new Fault("lines", "at most {0}", MAX_LINES));
        for (var line : lines) lineFaults(line, faults);
        if (SimpleScript.redirects(lines) > Limits.STANDARD.redirects()) faults.add(new Fault("lines", "at most {0} addresses may get one message", Limits.STANDARD.redirects()));
        if (filter.kind() == Filter.Kind.SIMPLE && lines.isEmpty()) faults.add(new Fault("lines", "write at least one line"));
        var script = filter.script().replace("\r\n", "\n");
        if (script.length() > MAX_SCRIPT) faults.add(new Fault("script", "at most {0} characters", MAX_SCRIPT));
        else if (!script.isBlank() || filter.kind() == Filter.Kind.SCRIPT) parse("script", script, faults);
        if (faults.isEmpty() && !lines.isEmpty()) parse("lines", SimpleScript.of(lines), faults);
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new Filter(filter.kind(), lines, script, "");
    }

    private static String target(FilterLine line) { return line.act() == FilterLine.Act.DISCARD || line.act() == FilterLine.Act.KEEP ? "" : line.target().strip(); }

    private static void lineFaults(FilterLine line, List<Fault> faults) {
        if (line.words().length() > MAX_WORDS || line.target().length() > MAX_TARGET) faults.add(new Fault("lines", "at most {0} characters", MAX_WORDS));
        if ((line.words() + line.target()).codePoints().anyMatch(Character::isISOControl)) faults.add(new Fault("lines", "must be one line"));
        switch (line.act()) {
            case FOLDER -> { if (line.target().isEmpty()) faults.add(new Fault("lines", "name the folder")); }
            case FORWARD, COPY_TO -> { if (!isAddress(line.target())) faults.add(new Fault("lines", "{0} is not an address", line.target().isEmpty() ? "–" : line.target())); }
            case DISCARD, KEEP -> { }
        }
    }

    private static boolean isAddress(String text) {
        return PathRead.parse('<' + text + '>') instanceof PathRead.Good(var path, var rest) && rest.isBlank() && path.address().filter(address -> !address.domain().isEmpty()).isPresent();
    }

    private void parse(String field, String script, List<Fault> faults) {
        try {
            Script.parse(script, settings.now().flag(Setting.SCRIPTS_EDIT_HEADER) ? ALL : WITHOUT_EDITING, Limits.STANDARD);
        } catch (ScriptFault fault) {
            faults.add(new Fault(field, "line {0}: {1}", fault.line(), fault.getMessage()));
        }
    }

    /// The script failed while it ran.
    ///
    /// @return the first time since it was saved: its owner is to be told
    public boolean failed(long account, String why) {
        var row = database.find(StoredFilter.class, account);
        return row != null && row.fails(why);
    }

    void closed(@Observes AccountClosed event) {
        if (event.why() != AccountClosed.Why.DELETED) return;
        var row = database.find(StoredFilter.class, event.account());
        if (row != null) database.remove(row);
        database.createNativeQuery("DELETE FROM filter_seen WHERE account_id = ?1").setParameter(1, event.account()).executeUpdate();
    }
}
