package org.posthouse.setting;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.posthouse.database.OnTheSpot;

/// This package's module wired by hand, for tests of packages above.
public final class TestSettings {
    private TestSettings() { }

    /// @param atCommit is given what is to run when the transaction has ended
    @SuppressWarnings("unchecked") public static Settings of(EntityManager database, Clock clock, Consumer<Runnable> atCommit) {
        var settings = new Settings();
        settings.database = database;
        settings.clock = clock;
        settings.work = new OnTheSpot();
        settings.changed = (Event<SettingsChanged>) Proxy.newProxyInstance(TestSettings.class.getClassLoader(), new Class<?>[] {Event.class}, (_, _, args) -> {
            atCommit.accept(() -> settings.committed((SettingsChanged) args[0]));
            return null;
        });
        return settings;
    }

    public static List<Class<?>> entities() { return List.of(ChosenValue.class); }
}
