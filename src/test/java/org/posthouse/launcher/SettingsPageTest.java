package org.posthouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/reference/settings.md names every setting that exists before the first start, with its environment variable, and no other.
class SettingsPageTest {
    private static final Pattern ROW = Pattern.compile("\\| `(posthouse\\.[a-z0-9.-]+)` \\| `([A-Z0-9_]+)` \\|.*");

    @Test void theReferenceNamesWhatTheLauncherReads() throws Exception {
        var told = new TreeMap<String, String>();
        for (var line : Files.readAllLines(Path.of("docs/reference/settings.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) told.put(row.group(1), row.group(2));
        }
        assertEquals(new TreeSet<>(Settings.allNames()), told.keySet());
        told.forEach((name, variable) -> assertEquals(Settings.environmentName(name), variable));
    }

    @Test void theReferenceTellsTheUsualPorts() throws Exception {
        var page = Files.readString(Path.of("docs/reference/settings.md"));
        var missing = new TreeMap<>(Settings.SERVICES);
        missing.entrySet().removeIf(service -> page.contains("| `posthouse." + service.getKey() + ".port` | `" + Settings.environmentName("posthouse." + service.getKey() + ".port") + "` | " + service.getValue() + " |"));
        assertEquals(new TreeMap<String, Integer>(), missing);
    }
}
