package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LangTest extends Pop3Test {

    @Test void repliesChangeTheirLanguage() throws Exception {
        connect().talk("""
                S: \\+OK .*
                C: LANG
                S: \\+OK languages follow
                S: en English
                S: ja 日本語
                S: zh 中文
                S: \\.
                C: LANG ja-JP
                S: \\+OK ja 言語を変更しました
                C: LANG tlh
                S: -ERR 不明な言語です
                C: USER jane
                S: \\+OK パスワードを送ってください
                C: PASS wrong
                S: -ERR \\[AUTH\\] 名前またはパスワードが違います
                C: LANG zh-Hant-TW
                S: \\+OK zh 语言已更改
                C: UTF8
                S: \\+OK UTF-8 模式
                C: LANG *
                S: \\+OK en language changed
                """);
    }

    @Test void namesAndPasswordsMayBeUtf8() throws Exception {
        connect().talk("S: \\+OK .*\nC: USER ジェーン\nS: \\+OK .*\nC: PASS 秘密\nS: -ERR \\[AUTH\\] .*");
    }

    @Test void stlsMayNotFollowUtf8() throws Exception {
        connect().talk("S: \\+OK .*\nC: UTF8\nS: \\+OK .*\nC: STLS\nS: -ERR .*");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasEveryTextWithTheSamePlaceholders(Language language) {
        for (Text text : Text.values()) {
            var args = Collections.nCopies(3, 1L).toArray();
            if (text == Text.READY) Arrays.fill(args, "x");
            var said = language.say(text, args);
            assertFalse(said.isBlank(), text::key);
            assertFalse(said.contains("null"), text::key);
            assertEquals(marks(Language.ENGLISH.say(text, args)), marks(said), text::key);
            assertTrue(said.getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 500, "RFC 2449 §4: 512 octets a reply");
        }
    }

    private static long marks(String said) { return Pattern.compile("\\b[1x]\\b").matcher(said).results().count(); }
}
