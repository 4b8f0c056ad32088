package org.posthouse.blackbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The present version on a filled home of every earlier one, as `scripts/filled-home` made it when that was cut.
class UpgradeIT {
    private static final Path HOMES = Path.of("src/test/resources/homes");
    private static final int PEOPLE = 10;
    private static final int MESSAGES = 12;

    static Stream<Path> homes() throws Exception {
        try (var files = Files.list(HOMES)) {
            return files.filter(file -> file.toString().endsWith(".tar.gz")).sorted().toList().stream();
        }
    }

    @ParameterizedTest @MethodSource("homes") void everythingIsThereAfterAnUpgrade(Path filled) throws Exception {
        try (var house = new House(Path.of("upgrade", filled.getFileName().toString().replace(".tar.gz", "")), Map.of())) {
            Files.createDirectories(house.home().getParent());
            assertEquals(0, new ProcessBuilder("tar", "-xzf", filled.toAbsolutePath().toString(), "-C", house.home().getParent().toString()).inheritIO().start().waitFor());
            house.start();
            for (int person = 1; person <= PEOPLE; person++) {
                var account = new House.Account(0, "person" + person + "@example.test", "password-of-" + person);
                var subjects = new TreeSet<String>();
                for (var message : Mailbox.fetch(house, account)) new String(message, US_ASCII).lines().filter(line -> line.startsWith("Body of message ")).forEach(subjects::add);
                assertEquals(MESSAGES, subjects.size(), account + " has " + subjects);
            }
            var api = house.api();
            assertTrue(api.get("accounts?query=first@example.test").says("person1@example.test"));
            assertTrue(api.get("domains/example.test").says("\"maxAccounts\":50"));
        }
    }
}
