package org.posthouse.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetsTest {
    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "iso-2022-jp   | ISO-2022-JP      | 日本語のテスト",
        "ISO-2022-JP   | x-windows-50221  | ﾊﾝｶｸ①②㈱",
        "iso-2022-jp-1 | ISO-2022-JP-2    | 丂丄",                         // JIS X 0212
        "Shift_JIS     | windows-31j      | 表示①能力ソ～",
        "x-sjis        | windows-31j      | ｶﾅと漢字",
        "euc-jp        | x-eucJP-Open     | 日本語①",
        "gb2312        | GB18030          | 简体中文镕€",
        "gbk           | GB18030          | 联通",                         // valid UTF-8 by accident
        "GB18030       | GB18030          | 㐀𠀀",
        "big5          | Big5-HKSCS       | 繁體中文嘅",
        "koi8-r        | KOI8-R           | Привет, мир",
        "koi8-u        | KOI8-U           | Їжак",
        "windows-1251  | windows-1251     | Привет",
        "iso-8859-1    | windows-1252     | “Grüße” €",
        "iso-8859-7    | ISO-8859-7       | Ελλάδα",
        "iso-8859-8-i  | ISO-8859-8       | שלום",
        "euc-kr        | x-windows-949    | 한국어 뷁",
        "utf-8         | UTF-8            | 日本 😀",
        "UTF8          | UTF-8            | é",
        "us-ascii      | UTF-8            | déclaré faux ✈",              // broken declarations
        "iso-8859-1    | UTF-8            | Грусть",
        "''            | UTF-8            | 日本",
        "''            | Shift_JIS        | これはシフトジスです",
        "utf-8         | EUC-JP           | これはユニコードではない",
        "us-ascii      | ISO-2022-JP      | こんにちは",
        "iso-2022-jp   | Shift_JIS        | これは実はシフトJISです。",
        "iso-2022-jp   | EUC-JP           | これは違います",
        "iso-2022-jp   | UTF-8            | これは違います",
        "utf-8         | ISO-2022-JP      | こんにちは",
        "shift_jis     | UTF-8            | 日本語のテスト",
        "no-such       | windows-1252     | café",
        "utf-8         | windows-1252     | café",
        "../../x       | UTF-8            | ✈" })
    void textIsWhatItsWriterMeant(String declared, String written, String text) { assertEquals(text, Charsets.text(text.getBytes(Charset.forName(written)), declared)); }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "iso-2022-jp-3 | 1B24284F 2E22 1B2842              | 𠀋",              // JIS X 0213 plane 1
        "iso-2022-jp-3 | 1B242850 2122 1B2842              | 丂",
        "iso-2022-jp   | 1B2442 467C 0D0A 61               | 日\\r\\na",          // the line's end ends it
        "iso-2022-jp   | 1B2849 36 1B2842                  | ｶ",
        "iso-2022-jp   | 0E 36 0F 61                       | ｶa",
        "iso-2022-jp   | B6                                | ｶ",
        "iso-2022-jp   | 1B2442 46                         | '\uFFFD'",
        "iso-2022-jp-2 | 1B2441 536F 1B2842 6261           | 语ba",
        "iso-2022-jp-2 | 1B242843 4751 1B2842 61           | 한a",
        "iso-2022-jp-2 | 1B2E46 1B4E 61                    | α",
        "iso-2022-jp   | 1B2442 7C62 1B2842                | 髙",              // as NEC and IBM chose
        "iso-2022-jp   | 1B 61                             | '\\33a'",
        "utf-7         | 2B5A65566E4C4971652D 2B2D        | 日本語+",
        "utf-7         | 2B                                | ''",
        "utf-8         | 61FF                              | aÿ",
        "utf-8         | 616161616161616161E38182E38182E38182E38182E38182E38182E38182E38182FF | aaaaaaaaaああああああああ\uFFFD" })
    void octetsAreRead(String declared, String hex, String text) {
        var wanted = text.translateEscapes();
        assertEquals(wanted, Charsets.text(HexFormat.of().parseHex(hex.replace(" ", "")), declared));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "base64           | aGVs~bG8=          | hello",
        "base64           | aGVs!!bG8=aGk=     | hellohi",
        "base64           | aGVsbG             | hell",
        "base64           | ====               | ",
        "quoted-printable | a=3Db=~c=  ~d      | a=bcd",
        "quoted-printable | =ZZ=4 =            | =ZZ=4 ",
        "quoted-printable | =E                 | =E",
        "x-uuencode       | begin 644 x~%:&5L;&\\~`~end~z | hello",
        "8bit             | a=3D               | a=3D",
        "nonsense         | a                  | a" })
    void encodingsAreUndone(String encoding, String body, String text) throws IOException {
        var message = ("Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body.replace("~", "\r\n")).replace("``", "`").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals((text == null ? "" : text).strip(), Structure.read(new ByteArrayInputStream(message)).root().text(MessageOctets.of(message), 1000).strip());
    }

    @Test void everyPairOfOctetsIsReadAsSomething() {
        for (var declared : new String[] {"iso-2022-jp", "shift_jis", "euc-jp", "gb2312", "big5", "koi8-r", "utf-7", "utf-16", "iso-2022-kr", "iso-2022-cn", "", "utf-8"}) {
            for (int first = 0; first < 256; first += 3) for (int second = 0; second < 256; second += 5) Charsets.text(new byte[] {0x1B, '$', 'B', (byte) first, (byte) second, (byte) first}, declared);
        }
    }
}
