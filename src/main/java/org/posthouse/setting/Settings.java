package org.posthouse.setting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.posthouse.setting.Snapshot.Fault;

/// Reads the settings and changes them.
@ApplicationScoped public class Settings {
    private static final System.Logger LOG = System.getLogger(Settings.class.getName());
    private static final long POLL_MILLIS = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;
    @Inject Event<SettingsChanged> changed;

    private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(Snapshot.STANDARD);
    private final AtomicLong nextPoll = new AtomicLong();

    /// What holds now; at most a second behind other nodes. Costs nothing between the looks at the version row, and needs no transaction.
    public Snapshot now() {
        long due = nextPoll.get();
        long now = clock.millis();
        if (now >= due && nextPoll.compareAndSet(due, now + POLL_MILLIS)) poll();
        return snapshot.get();
    }

    private void poll() {
        long version = version("");
        if (version != snapshot.get().version()) keep(read(version));
    }

    /// Readers and committers meet here in any order; the newest wins.
    private void keep(Snapshot fresh) { snapshot.updateAndGet(known -> fresh.version() > known.version() ? fresh : known); }

    /// In the caller's transaction, which may be committed whatever the outcome is.
    ///
    /// @param wishes  by a setting's name: its value as text, or empty for the default
    /// @param version the one that the wishes were made for; empty for any
    public Outcome change(Map<String, Optional<String>> wishes, Optional<Long> version) {
        long locked = version(" FOR UPDATE");                            // whoever else changes settings waits here
        if (version.isPresent() && version.get() != locked) return new Outcome.Stale();
        var faults = new ArrayList<Fault>();
        var wanted = new EnumMap<Setting, Long>(Setting.class);
        wishes.forEach((name, text) -> parse(name, text, wanted, faults));
        var before = read(locked);
        var after = before.with(wanted);
        faults.addAll(after.misfits());
        if (!faults.isEmpty()) return new Outcome.Refused(faults);
        return after.equals(before) ? new Outcome.Settled(before, before) : settle(before, after.at(locked + 1), wanted);
    }

    private static void parse(String name, Optional<String> text, Map<Setting, Long> wanted, ArrayList<Fault> faults) {
        var setting = Setting.named(name);
        if (setting.isEmpty()) {
            faults.add(new Fault(name.length() > 64 ? name.substring(0, 64) : name, "there is no such setting"));
            return;
        }
        var value = text.map(setting.get()::read);
        if (value.isEmpty()) wanted.put(setting.get(), setting.get().standard());
        else if (value.get().isPresent()) wanted.put(setting.get(), value.get().getAsLong());
        else faults.add(new Fault(name, setting.get().wanted()));
    }

    private Outcome settle(Snapshot before, Snapshot after, Map<Setting, Long> wanted) {
        for (var setting : wanted.keySet()) {
            database.createQuery("delete from ChosenValue c where c.name = :name").setParameter("name", setting.label()).executeUpdate();
            if (after.chosen().containsKey(setting)) database.persist(new ChosenValue(setting, after.value(setting)));
        }
        database.flush();
        database.createNativeQuery("UPDATE setting_version SET version = ?1 WHERE id = 1").setParameter(1, after.version()).executeUpdate();
        changed.fire(new SettingsChanged(after));
        return new Outcome.Settled(before, after);
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SettingsChanged event) { keep(event.now()); }

    private long version(String lock) {
        return ((Number) database.createNativeQuery("SELECT version FROM setting_version WHERE id = 1" + lock).setFlushMode(FlushModeType.COMMIT).getSingleResult()).longValue();
    }

    private Snapshot read(long version) {
        var chosen = new EnumMap<Setting, Long>(Setting.class);
        for (var row : database.createQuery("select c.name, c.text from ChosenValue c", Object[].class).setFlushMode(FlushModeType.COMMIT).getResultList()) {
            var setting = Setting.named((String) row[0]);
            var value = setting.map(known -> known.read((String) row[1]));
            if (value.isPresent() && value.get().isPresent()) chosen.put(setting.get(), value.get().getAsLong());
            else LOG.log(Level.WARNING, "event=setting-ignored name={0} what=unknown to this build, or out of bounds", row[0]);
        }
        return new Snapshot(version, chosen);
    }
}
