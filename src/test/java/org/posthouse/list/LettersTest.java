package org.posthouse.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.list.Letters.Key;
import org.posthouse.list.Letters.Text;
import org.posthouse.text.Language;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LettersTest {
    private final TestHouse house = new TestHouse(TestLists.entities());
    private final TestLists world = TestLists.over(house);
    private final TestLetters post = new TestLetters(world);
    private final Letters letters = post.letters;
    private ListEntry list;

    @BeforeAll void founded() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        list = world.made("biking@podunk.test", Plan.usual("Biking in {link}", "ja"), "jane@podunk.test");
    }

    @AfterAll void close() { house.close(); }

    @ParameterizedTest @EnumSource(Key.class) void everyTextOfTheHouseIsFilledIn(Key key) {
        for (var language : Language.values()) {
            var usual = Letters.usual(key, language);
            var names = new TreeSet<String>();
            Pattern.compile("\\{([^}]*)}").matcher(usual.subject() + usual.text()).results().forEach(found -> names.add(found.group(1)));
            assertTrue(key.filled().containsAll(names), () -> key + " " + language + " " + names);
            assertTrue(names.containsAll(key.needed()), () -> key + " " + language + " lacks one of " + key.needed());
            assertTrue(usual.subject().length() <= Letters.MOST_SUBJECT && usual.text().endsWith("\n"), () -> key + " " + language);
            house.work.run(() -> letters.set(list, key, language, usual.subject(), usual.text()));
        }
    }

    @Test void whatIsFilledInIsNotFilledInAgain() {
        var text = house.work.call(() -> letters.letter(list, Key.WELCOME, Language.ENGLISH, Map.of("link", "https://x", "address", "{owner}@far.test")));
        assertEquals("Welcome to Biking in {link}", text.subject());
        assertTrue(text.text().contains("with the address {owner}@far.test.") && text.text().contains("https://x"), text.text());
    }

    @Test void aListHasWordsOfItsOwnInOneLanguage() {
        house.work.run(() -> letters.set(list, Key.FAREWELL, Language.JAPANESE, "さようなら", "{name} より\r\n"));
        var own = house.work.call(() -> letters.letter(list, Key.FAREWELL, Language.JAPANESE, Map.of()));
        assertEquals(new Text("さようなら", "biking より\n"), own);
        assertEquals("You have left Biking in {link}", house.work.call(() -> letters.letter(list, Key.FAREWELL, Language.ENGLISH, Map.of())).subject());
        house.work.run(() -> letters.reset(list, Key.FAREWELL, Language.JAPANESE));
        assertEquals(Letters.usual(Key.FAREWELL, Language.JAPANESE), house.work.call(() -> letters.text(list.id(), Key.FAREWELL, Language.JAPANESE)));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            FAREWELL     | Bye {nobody} | x             | subject
            FAREWELL     | Bye          | {link}        | text
            FAREWELL     | ''           | x             | subject
            CONFIRM_JOIN | Join?        | without it    | text
            RESULTS      | Here         | nothing       | text
            """)
    void aTextThatCannotServeIsRefused(Key key, String subject, String text, String field) {
        var refused = assertThrows(Rejected.class, () -> house.work.run(() -> letters.set(list, key, Language.ENGLISH, subject, text)));
        assertEquals(field, refused.faults().getFirst().field());
    }

    @Test void aLetterIsReadBySomebodyElsesMailer() throws Exception {
        var values = new HashMap<>(Map.of("link", "https://mx.podunk.test/l", "state", "OFF"));
        house.work.run(() -> letters.send(list, Key.CONFIRM_CHANGE, new org.posthouse.mime.Address("bob", "far.test"), "zh-CN", values));
        var mail = post.only();
        assertEquals("要更改 Biking in {link} 的接收方式吗?", mail.getSubject());
        assertEquals("biking-request@podunk.test", post.from(mail));
        assertEquals("bob@far.test", mail.getHeader("To", ","));
        assertEquals("auto-generated", mail.getHeader("Auto-Submitted", ","));
        assertTrue(mail.getContent().toString().contains("https://mx.podunk.test/l"));
    }

    @Test void theLanguageIsWhatTheyChoseOrTheAccountsOrTheLists() {
        house.open("Jane", "secret-123", "jane@podunk.test");
        assertEquals(Language.CHINESE, house.work.call(() -> letters.language(list, new org.posthouse.mime.Address("bob", "far.test"), "zh")));
        assertEquals(Language.JAPANESE, house.work.call(() -> letters.language(list, new org.posthouse.mime.Address("bob", "far.test"), "")));
    }
}
