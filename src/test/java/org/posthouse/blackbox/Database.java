package org.posthouse.blackbox;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What keeps the rows of a house.
enum Database {
    H2 {
        @Override Map<String, String> settings() { return Map.of(); }
    },
    MARIADB {
        @Override Map<String, String> settings() { return MariaDb.running().freshDatabase(); }
    };

    private House shared;

    /// The settings of a database that is empty.
    abstract Map<String, String> settings();

    /// Those that can be tried here; a line on the console says which cannot.
    static Stream<Database> available() {
        var wanted = List.of(System.getProperty("posthouse.blackbox.databases", "H2,MARIADB").split(","));
        return Arrays.stream(values()).filter(database -> wanted.contains(database.name())).filter(database -> {
            if (database != MARIADB || MariaDb.program("mariadbd").isPresent()) return true;
            System.out.println("left out: " + wanted + " on MariaDB, because no mariadbd is installed");
            return false;
        });
    }

    /// The one house that all tests share which leave it standing; started by the first, stopped when the tests' JVM ends.
    synchronized House shared() {
        if (shared == null) {
            shared = own("shared");
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
            shared.start();
        }
        shared.insistThatItRuns();
        return shared;
    }

    /// A house of the test's own, not started yet.
    House own(String name) { return new House(Path.of(name + "-" + name().toLowerCase(java.util.Locale.ROOT)), settings()); }
}
