package org.posthouse.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of live settings in docs/reference/settings.md is the catalogue, line by line.
class SettingsPageTest {
    @Test void theReferenceListsTheCatalogue() throws Exception {
        var rows = Files.readAllLines(Path.of("docs/reference/settings.md")).stream().filter(line -> line.matches("\\| `(smtp|pop3|session)\\..*")).collect(Collectors.joining("\n"));
        assertEquals(Arrays.stream(Setting.values()).map(SettingsPageTest::row).collect(Collectors.joining("\n")), rows);
    }

    private static String row(Setting s) {
        var bounds = s.unit() == Setting.Unit.FLAG ? "" : grouped(s, s.least()) + " to " + grouped(s, s.most());
        return "| `" + s.label() + "` | " + s.unit().label() + " | " + grouped(s, s.standard()) + " | " + bounds + " | " + s.meaning() + " |";
    }

    private static String grouped(Setting setting, long value) { return setting.unit() == Setting.Unit.FLAG ? setting.text(value) : String.format(java.util.Locale.ROOT, "%,d", value); }
}
