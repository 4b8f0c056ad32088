package org.posthouse.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tables of live settings in docs/reference/settings.md are the catalogues, line by line.
class SettingsPageTest {
    @Test void theReferenceListsTheNumbers() throws Exception {
        assertEquals(Arrays.stream(Setting.values()).map(SettingsPageTest::row).collect(Collectors.joining("\n")), rows("### Numbers"));
    }

    @Test void theReferenceListsTheTexts() throws Exception {
        assertEquals(Arrays.stream(TextSetting.values()).map(SettingsPageTest::row).collect(Collectors.joining("\n")), rows("### Texts"));
    }

    private static String rows(String heading) throws Exception {
        return Files.readAllLines(Path.of("docs/reference/settings.md")).stream().dropWhile(line -> !line.equals(heading)).skip(1).takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `")).collect(Collectors.joining("\n"));
    }

    private static String row(TextSetting s) { return "| `" + s.label() + "` | " + (s.standard().isEmpty() ? "empty" : s.standard()) + " | " + grouped(s.most()) + " | " + s.meaning() + " |"; }

    private static String grouped(long number) { return String.format(java.util.Locale.ROOT, "%,d", number); }

    private static String row(Setting s) {
        var bounds = s.unit() == Setting.Unit.FLAG ? "" : grouped(s, s.least()) + " to " + grouped(s, s.most());
        return "| `" + s.label() + "` | " + s.unit().label() + " | " + grouped(s, s.standard()) + " | " + bounds + " | " + s.meaning() + " |";
    }

    private static String grouped(Setting setting, long value) { return setting.unit() == Setting.Unit.FLAG ? setting.text(value) : grouped(value); }
}
