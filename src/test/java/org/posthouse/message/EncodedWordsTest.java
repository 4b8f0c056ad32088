package org.posthouse.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {
    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "Hello                                              | Hello",
        "=?UTF-8?B?44GT44KT44Gr44Gh44Gv?=                   | こんにちは",
        "=?iso-8859-1?q?Gr=FC=DFe_aus?= Berlin              | Grüße aus Berlin",
        "=?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?=         | こんにちは",
        "=?utf-8?b?4pyI?= =?utf-8?b?4pyI?=                  | ✈✈",
        "=?utf-8?b?4pw=?= =?utf-8?b?iA==?=                  | ✈",                 // one character in two words
        "a =?utf-8?q?b?= c                                  | a b c",
        "=?UTF-8*en?Q?x?=                                   | x",                 // RFC 2231 §5
        "=?no-such-charset?q?x?=                            | =?no-such-charset?q?x?=",
        "=?utf-8?b?***?=                                    | =?utf-8?b?***?=",
        "=?utf-8?q?two=0D=0ABcc:_x?=                        | two Bcc: x",
        "=?utf-8?q?photo=E2=80=AEgpj=2Eexe?=                 | photogpj.exe",        // nothing turns round
        "=?utf-8?q?open                                     | =?utf-8?q?open" })
    void wordsAreRead(String field, String text) { assertEquals(text, EncodedWords.read(field)); }

    @ParameterizedTest @ValueSource(strings = {"", "plain", "Grüße", "=?utf-8?q?x?=", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", "two\r\nBcc: everybody@example.org", "😀😀😀😀😀😀😀😀😀😀😀😀"})
    void whatIsWrittenIsRead(String text) {
        var written = EncodedWords.text(text);
        assertEquals(text.replaceAll("\\p{Cc}+", " "), EncodedWords.read(written.replace("\r\n", "")));
        for (var line : written.split("\r\n ")) assertFalse(line.matches(".*[\\r\\n].*") || line.length() > 66, line);
    }

    @Test void aNameIsAPhrase() {
        assertEquals("Jane Doe", EncodedWords.phrase("Jane Doe"));
        assertEquals("=?UTF-8?B?RG9lLCBKYW5l?=", EncodedWords.phrase("Doe, Jane"));
    }
}
