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
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.posthouse.database.UnitOfWork;
import org.posthouse.setting.Snapshot.Fault;

/// Reads the settings and changes them.
@ApplicationScoped public class Settings {
    private static final System.Logger LOG = System.getLogger(Settings.class.getName());
    private static final long POLL_MILLIS = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;
    @Inject UnitOfWork work;
    @Inject Event<SettingsChanged> changed;

    private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(Snapshot.STANDARD);
    private final AtomicLong nextPoll = new AtomicLong();

    /// What holds now; at most a second behind other nodes. Costs nothing between the looks at the version row, and needs no transaction.
    public Snapshot now() {
        long due = nextPoll.get();
        long now = clock.millis();
        if (now >= due && nextPoll.compareAndSet(due, now + POLL_MILLIS)) look();
        return snapshot.get();
    }

    /// As the caller's transaction sees them, with what it changed itself.
    public Snapshot inTransaction() { return read(version("")); }

    private void look() {
        try {
            poll();
        } catch (IllegalStateException ended) {                          // the call that this thread was made in is over, and its way to the database with it: whoever asks next has another
            LOG.log(Level.DEBUG, "event=settings-not-looked-at", ended);
        }
    }

    private void poll() {
        work.look(() -> {
            long version = version("");
            if (version != snapshot.get().version()) keep(read(version));
            return version;
        });
    }

    /// Readers and committers meet here in any order; the newest wins.
    private void keep(Snapshot fresh) { snapshot.updateAndGet(known -> fresh.version() > known.version() ? fresh : known); }

    /// In the caller's transaction, which may be committed whatever the outcome is.
    ///
    /// @param wishes  by a setting's name, whether its value is a number or a text: the value as text, or empty for the default
    /// @param version the one that the wishes were made for; empty for any
    public Outcome change(Map<String, Optional<String>> wishes, Optional<Long> version) {
        long locked = version(" FOR UPDATE");                            // whoever else changes settings waits here
        if (version.isPresent() && version.get() != locked) return new Outcome.Stale();
        var faults = new ArrayList<Fault>();
        var numbers = new EnumMap<Setting, Long>(Setting.class);
        var texts = new EnumMap<TextSetting, String>(TextSetting.class);
        wishes.forEach((name, text) -> {
            var number = Setting.named(name);
            var words = TextSetting.named(name);
            if (number.isPresent()) parse(number.get(), text, numbers, faults);
            else if (words.isPresent()) parse(words.get(), text, texts, faults);
            else faults.add(new Fault(name.length() > 64 ? name.substring(0, 64) : name, "there is no such setting"));
        });
        var before = read(locked);
        var after = before.with(numbers).withTexts(texts);
        faults.addAll(after.misfits());
        if (!faults.isEmpty()) return new Outcome.Refused(faults);
        return after.equals(before) ? new Outcome.Settled(before, before) : settle(before, after.at(locked + 1), numbers.keySet(), texts.keySet());
    }

    private static void parse(Setting setting, Optional<String> text, Map<Setting, Long> wanted, ArrayList<Fault> faults) {
        var value = text.map(setting::read);
        if (value.isEmpty()) wanted.put(setting, setting.standard());
        else if (value.get().isPresent()) wanted.put(setting, value.get().getAsLong());
        else faults.add(setting.wanted());
    }

    private static void parse(TextSetting setting, Optional<String> text, Map<TextSetting, String> wanted, ArrayList<Fault> faults) {
        var value = text.map(setting::read);
        if (value.isEmpty()) wanted.put(setting, setting.standard());
        else if (value.get().isPresent()) wanted.put(setting, value.get().get());
        else faults.add(setting.wanted(text.get()));
    }

    private Outcome settle(Snapshot before, Snapshot after, Set<Setting> numbers, Set<TextSetting> texts) {
        for (var setting : numbers) put(setting.label(), Optional.ofNullable(after.chosen().get(setting)).map(setting::text));
        for (var setting : texts) put(setting.label(), Optional.ofNullable(after.texts().get(setting)));
        database.flush();
        database.createNativeQuery("UPDATE setting_version SET version = ?1 WHERE id = 1").setParameter(1, after.version()).executeUpdate();
        changed.fire(new SettingsChanged(after));
        return new Outcome.Settled(before, after);
    }

    private void put(String name, Optional<String> value) {
        database.createQuery("delete from ChosenValue c where c.name = :name").setParameter("name", name).executeUpdate();
        value.ifPresent(text -> database.persist(new ChosenValue(name, text)));
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SettingsChanged event) { keep(event.now()); }

    private long version(String lock) {
        return ((Number) database.createNativeQuery("SELECT version FROM setting_version WHERE id = 1" + lock).setFlushMode(FlushModeType.COMMIT).getSingleResult()).longValue();
    }

    private Snapshot read(long version) {
        var numbers = new EnumMap<Setting, Long>(Setting.class);
        var texts = new EnumMap<TextSetting, String>(TextSetting.class);
        for (var row : database.createQuery("select c.name, c.text from ChosenValue c", Object[].class).setFlushMode(FlushModeType.COMMIT).getResultList()) {
            var number = Setting.named((String) row[0]);
            var value = number.map(known -> known.read((String) row[1])).orElse(OptionalLong.empty());
            var words = TextSetting.named((String) row[0]);
            var text = words.flatMap(known -> known.read((String) row[1]));
            if (value.isPresent()) numbers.put(number.get(), value.getAsLong());
            else if (text.isPresent()) texts.put(words.get(), text.get());
            else LOG.log(Level.WARNING, "event=setting-ignored name={0} what=unknown to this build, or out of bounds", row[0]);
        }
        return new Snapshot(version, numbers, texts);
    }
}
