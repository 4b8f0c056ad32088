package org.posthouse.machine;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.domain.Changes;

/// This package's modules wired by hand, for tests of packages above. The house's own files are in `/nowhere/posthouse`.
public final class TestMachine {
    public final Programs programs = new Programs();
    public final Roots roots = new Roots();

    public TestMachine(EntityManager database, Changes changes) {
        programs.database = roots.database = database;
        programs.changes = roots.changes = changes;
        roots.config = (Config) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Config.class}, (_, _, _) -> Optional.of("/nowhere/posthouse"));
    }
}
