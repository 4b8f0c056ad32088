package org.posthouse.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.database.Durability;
import org.posthouse.setting.TextSetting;

class SeedTest {
    private static final String GOOD = """
            # a new house
            hostname: mail.podunk.test
            domain: "podunk.test"
            postmaster-password: a 'long' one: yes
            language: ja
            address: 192.0.2.25/24
            account: jane@podunk.test Jane Doe
            account: bob@podunk.test
            """;

    @TempDir Path folder;
    private final TestHouse house = new TestHouse();
    private final Seed seed = new Seed();

    @BeforeEach void open() {
        seed.config = (Config) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Config.class}, (_, _, _) -> Optional.of(folder.resolve("seed").toString()));
        seed.setUp = house.setUp;
        seed.accounts = house.accounts;
        seed.domains = house.domains.domains;
        seed.settings = house.settings;
        seed.unitOfWork = house.work;
        seed.durability = new Durability() {
            @Override public void await() { }
        };
    }

    @AfterEach void close() { house.close(); }

    private boolean sow(String text) throws Exception {
        Files.writeString(folder.resolve("seed"), text);
        return seed.sow();
    }

    @Test void aNewHouseIsSetUpOnceAndTheFileGoes() throws Exception {
        assertFalse(seed.sow(), "there is no file");
        assertTrue(sow(GOOD));
        assertFalse(Files.exists(folder.resolve("seed")), "a password stood in it");
        assertTrue(house.setUp.prepare(Optional.empty(), Optional.empty()).isEmpty(), "nobody is asked for a password");
        assertEquals("ja", house.settings.now().text(TextSetting.HOUSE_LANGUAGE));
        assertEquals("Jane Doe", house.work.call(() -> house.accounts.find("jane@podunk.test")).orElseThrow().name());
        assertEquals("bob", house.work.call(() -> house.accounts.find("bob@podunk.test")).orElseThrow().name());
        assertFalse(sow(GOOD.replace("podunk", "other")), "the house has its domain");
        assertTrue(Files.exists(folder.resolve("seed")));
    }

    @Test void aSeedThatIsWrongDoesNothing() throws Exception {
        assertFalse(sow(GOOD.replace("domain:", "domian:")));
        assertFalse(sow(GOOD.replace("a 'long' one: yes", "short")));
        house.work.run(() -> assertTrue(house.domains.domains.all().isEmpty()));
        assertFalse(sow(GOOD + "account: jane.doe@podunk.test Jane\naccount: ja..ne@podunk.test Jane\n"), "an address that cannot be");
        house.work.run(() -> assertTrue(house.domains.domains.all().isEmpty(), "and what stood before it is undone"));
        assertEquals("en", house.settings.now().text(TextSetting.HOUSE_LANGUAGE));
        assertTrue(Files.exists(folder.resolve("seed")), "somebody will want to correct it");
        assertTrue(house.setUp.prepare(Optional.empty(), Optional.empty()).isPresent(), "the set-up page is open");
        Files.move(folder.resolve("seed"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("seed"), folder.resolve("elsewhere"));
        assertFalse(seed.sow(), "no link is followed");
    }

    @Test void whatASeedLeavesOutIsAskedOnThePage() throws Exception {
        assertTrue(sow("language: zh\n"));
        assertEquals("zh", house.settings.now().text(TextSetting.HOUSE_LANGUAGE));
        assertTrue(house.setUp.prepare(Optional.empty(), Optional.empty()).isPresent(), "the page asks for a password");
        assertTrue(sow("domain: podunk.test\naccount: jane@podunk.test\n"));
        assertTrue(house.setUp.prepare(Optional.empty(), Optional.empty()).isPresent());
        assertTrue(house.work.call(() -> house.accounts.find("jane@podunk.test")).isPresent());
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "account: jane@podunk.test | line 1: accounts need a domain", "just words | line 1: must be a key, a colon and a value", "password: secret | line 1: there is no key password",
        "language: xx | line 1: language is not one that can be used", "hostname: a b | line 1: hostname is not one that can be used", "domain: podunk | line 1: domain is not one that can be used"})
    void whatIsWrongIsToldWithItsLine(String text, String why) {
        assertEquals(why, assertThrows(Seed.Wrong.class, () -> Seed.read(text)).getMessage());
    }
}
