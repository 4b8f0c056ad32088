package org.posthouse.container.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.posthouse.blackbox.MariaDb;

/// What keeps the rows: chosen by `posthouse.container.database`, embedded H2 unless told otherwise.
public enum TestDatabase {
    H2 {
        @Override Map<String, String> settings(Path home) {
            return Map.of("posthouse.database.driver", "org.h2.jdbcx.JdbcDataSource", "posthouse.database.url",
                    "jdbc:h2:file:" + home.resolve("db/posthouse") + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_ON_EXIT=FALSE;NON_KEYWORDS=USER,VALUE",
                    "posthouse.database.user", "posthouse", "posthouse.database.password", "embedded");
        }
    },
    MARIADB {
        @Override Map<String, String> settings(Path home) {
            var settings = new HashMap<>(Map.of("posthouse.database.driver", "com.mysql.cj.jdbc.MysqlDataSource"));
            MariaDb.running().freshDatabase().forEach((variable, value) -> settings.put(variable.toLowerCase(Locale.ROOT).replace('_', '.'), value));
            return settings;
        }
    };

    public static TestDatabase chosen() { return valueOf(System.getProperty("posthouse.container.database", "H2")); }

    /// What the launcher would make of it.
    abstract Map<String, String> settings(Path home);

    /// The folder with nothing in it.
    static Path emptied(Path folder) {
        try {
            if (Files.exists(folder)) try (var all = Files.walk(folder)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
