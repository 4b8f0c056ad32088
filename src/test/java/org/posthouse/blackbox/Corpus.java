package org.posthouse.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A hundred messages as people and programs send them, each with something that a careless server would change. The same ones at each run.
final class Corpus {
    static final int SIZE = 100;
    private static final int MEGABYTE = 1 << 20;

    private final List<Letter> letters = new ArrayList<>();

    private Corpus() { }

    static List<Letter> letters() {
        var corpus = new Corpus();
        corpus.plain();
        corpus.charsets();
        corpus.structured();
        corpus.dots();
        corpus.longLines();
        corpus.oddities();
        corpus.headers();
        corpus.attachments();
        corpus.random(SIZE - corpus.letters.size());
        return List.copyOf(corpus.letters);
    }

    private void plain() {
        var header = Letter.header("lunch", "text/plain; charset=us-ascii") + "\n";
        for (int lines : new int[] {1, 2, 10, 100, 1000, 5000}) add(Letter.of(lines + " lines", header + "The quick brown fox jumps over the lazy dog.\n".repeat(lines)));
        add(Letter.of("empty body", header));
        add(Letter.of("header and nothing below", Letter.header("no body", "text/plain")));
        add(Letter.of("one empty line as body", header + "\n"));
        add(Letter.of("many empty lines at the end", header + "Regards\n" + "\n".repeat(500)));
        add(Letter.of("quoted-printable", Letter.header("qp", "text/plain; charset=utf-8") + "Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe aus K=C3=B6ln=20\nsoft=\nbreak =3D\n"));
        add(Letter.of("format=flowed", Letter.header("flowed", "text/plain; format=flowed; delsp=yes") + "\nspaces at \nthe end  \n -- \n> quoted\n"));
    }

    private void charsets() {
        Map.ofEntries(Map.entry("ISO-2022-JP", "日本語のメールです。\n改行もあります。\n"), Map.entry("Shift_JIS", "文字化けしないこと。ソ能表\n"), Map.entry("EUC-JP", "漢字とかな\n"),
                Map.entry("ISO-8859-1", "Grüße à la façon\n"), Map.entry("windows-1252", "“quotes” – €\n"), Map.entry("KOI8-R", "Привет, мир\n"), Map.entry("GB18030", "简体中文邮件\n"),
                Map.entry("Big5", "繁體中文郵件\n"), Map.entry("EUC-KR", "안녕하세요\n"), Map.entry("UTF-8", "Ünïcödé 😀 مرحبا\n"), Map.entry("ISO-8859-15", "10 € für Œuvre\n"))
                .entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> add(Letter.of(entry.getKey(), Letter.header("=?" + entry.getKey() + "?B?dGVzdA==?=", "text/plain; charset=" + entry.getKey()) + "\n",
                        entry.getValue().repeat(40).replace("\n", "\r\n").getBytes(Charset.forName(entry.getKey())))));
        add(Letter.in(Charset.forName("ISO-2022-JP"), "ISO-2022-JP in the header too", "From: jane@sender.test\nSubject: 会議のお知らせ\nContent-Type: text/plain; charset=iso-2022-jp\n\n明日の会議は十時からです。\n"));
        add(Letter.in(ISO_8859_1, "raw Latin-1 in the header", "From: J\u00fcrgen <j@sender.test>\nSubject: Gr\u00fc\u00dfe\n\nraw\n"));
        add(Letter.of("internationalized", "From: Jörg <jörg@bücher.test>\nTo: bob@example.test\nSubject: Übergrößenträger 配達\n\nSMTPUTF8 Grüße\n").internationalized());
        add(Letter.of("internationalized attachment name", "From: 田中 <田中@例え.test>\nSubject: 添付\nContent-Type: text/plain; name=\"見積書.txt\"\n\n見積\n").internationalized());
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < 4000; i++) {
            int octet = 1 + i % 255;
            all.write(octet == '\r' || octet == '\n' ? ' ' : octet);
            if (i % 70 == 69) all.writeBytes(new byte[] {'\r', '\n'});
        }
        all.writeBytes(new byte[] {'\r', '\n'});
        add(Letter.of("every octet but NUL", Letter.header("octets", "application/octet-stream") + "Content-Transfer-Encoding: 8bit\n\n", all.toByteArray()));
    }

    private void structured() {
        var part = "Content-Type: text/plain\n\nA part.\n";
        var html = "Content-Type: text/html; charset=utf-8\n\n<p>Hällo <b>wörld</b>\n";
        for (var kind : List.of("mixed", "alternative", "related", "digest", "parallel"))
            add(Letter.of("multipart/" + kind, Letter.header(kind, "multipart/" + kind + "; boundary=\"=_b 1\"") + "\nA preamble.\n--=_b 1\n" + part + "--=_b 1\n" + html + "--=_b 1--\nAn epilogue.\n"));
        add(Letter.of("a message in a message", Letter.header("Fwd: lunch", "message/rfc822") + "\n" + Letter.header("lunch", "text/plain") + "\nInner body.\n"));
        add(Letter.of("a delivery report", Letter.header("Undelivered", "multipart/report; report-type=delivery-status; boundary=r") + "\n--r\n" + part
                + "--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.sender.test\n\nFinal-Recipient: rfc822; x@y.test\nAction: failed\nStatus: 5.1.1\n\n--r\nContent-Type: message/rfc822-headers\n\nSubject: lunch\n\n--r--\n"));
        add(Letter.of("signed, where every blank counts", Letter.header("signed", "multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"; boundary=s")
                + "\n--s\nContent-Type: text/plain\n\nTrailing blanks   \t\n- -- dashes\n--s\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n\n" + Letter.base64(300, 1) + "-----END PGP SIGNATURE-----\n--s--\n"));
        add(Letter.of("an invitation", Letter.header("Invitation", "text/calendar; method=REQUEST; charset=utf-8") + "\nBEGIN:VCALENDAR\nSUMMARY:Kaffee\\, 10 Uhr\nDESCRIPTION:a folded\n  line\nEND:VCALENDAR\n"));
        add(Letter.of("a boundary that never closes", Letter.header("cut", "multipart/mixed; boundary=never") + "\n--never\n" + part));
        var deep = new StringBuilder(Letter.header("deep", "multipart/mixed; boundary=b0") + "\n");
        for (int i = 1; i <= 20; i++) deep.append("--b").append(i - 1).append("\nContent-Type: multipart/mixed; boundary=b").append(i).append("\n\n");
        add(Letter.of("twenty levels deep", deep.append("--b20\n\nAt the bottom.\n--b20--\n").toString()));
    }

    private void dots() {
        var header = Letter.header("dots", "text/plain") + "\n";
        add(Letter.of("a dot on a line", header + "above\n.\nbelow\n"));
        add(Letter.of("lines of dots", header + ".\n..\n...\n....\n" + ".\n".repeat(2000)));
        add(Letter.of("dots first and last", header + ".first\nlast.\n.\n"));
        add(Letter.of("nothing but a dot", header + ".\n"));
        add(Letter.of("a header line with a dot in front", "Subject: x\n\n.Subject: y\n.\n\n.\n"));
        for (int i = 0; i < 5; i++) add(Letter.of("dots around a block of 8 KiB, shifted by " + i, header + "x".repeat(i) + "\n" + (".".repeat(61) + "\n..\n.\n").repeat(600)));
    }

    private void longLines() {
        var header = Letter.header("long", "text/plain") + "\n";
        add(Letter.of("lines of 998", header + ("a".repeat(998) + "\n").repeat(50)));       // RFC 5322 §2.1.1
        add(Letter.of("lines of 998 that begin with a dot", header + ("." + "b".repeat(997) + "\n").repeat(50)));
        add(Letter.of("a header line of 998", "Subject: " + "s".repeat(989) + "\n\nbody\n"));
        add(Letter.of("lines longer than allowed, which the world sends", header + ("c".repeat(4000) + "\n").repeat(5)));
        add(Letter.of("a header folded a hundred times", "Subject: x" + "\n\tfolded ".repeat(100) + "\n\nbody\n"));
    }

    private void oddities() {
        add(Letter.of("no header at all", "\nOnly a body.\n"));
        add(Letter.of("one field, no body", "Subject: alone\n"));
        add(Letter.of("text without a field", "This is no header.\nNor is this.\n"));
        add(Letter.of("From in front", Letter.header("mbox", "text/plain") + "\nFrom here on\n>From there\nFrom jane@sender.test Sun Mar  1 12:00:00 2026\n"));
        add(Letter.of("an mbox line as header", "From jane@sender.test Sun Mar  1 12:00:00 2026\nSubject: x\n\nbody\n"));
        add(Letter.of("tabs, blanks, form feeds", Letter.header("blanks", "text/plain") + "\n\t \f \u000b\n   \n \t\n"));
        add(Letter.of("words that are commands", Letter.header("commands", "text/plain") + "\nQUIT\nRSET\nMAIL FROM:<>\nDATA\n250 OK\n+OK\n-ERR\n"));
        add(Letter.of("escape sequences", Letter.header("esc", "text/plain") + "\n\u001b[31mred\u001b[0m\u0007\n"));
        add(Letter.of("only CRLF", "\n\n\n\n"));
    }

    private void headers() {
        add(Letter.of("thirty hops", "Received: from a by b with ESMTP id 1; Sun, 1 Mar 2026 12:00:00 +0000\n".repeat(30) + Letter.header("hops", "text/plain") + "\nbody\n"));
        add(Letter.of("a trace of its own", "Return-Path: <somebody@else.test>\nDelivered-To: somebody@else.test\nReceived: from x by y; Sun, 1 Mar 2026 12:00:00 +0000\nSubject: trace\n\nbody\n"));
        add(Letter.of("DKIM and ARC", "ARC-Seal: i=1; a=rsa-sha256; t=1; cv=none;\n d=sender.test; s=x;\n b=" + Letter.base64(180, 2).replace("\n", "\n  ").strip() + "\nDKIM-Signature: v=1; a=ed25519-sha256; d=sender.test; s=y;\n\th=from:to; bh=; b=\n"
                + Letter.header("signed", "text/plain") + "\nbody\n"));
        add(Letter.of("a list's header", Letter.header("[biking] tour", "text/plain") + "List-Id: <biking.example.test>\nList-Unsubscribe: <mailto:x@y.test>,\n <https://y.test/u>\nPrecedence: list\n\nbody\n"));
        add(Letter.of("two hundred recipients in To", "To: " + "\"Somebody, With Name\" <somebody@with.name.test>,\n ".repeat(200) + "last@example.test\nSubject: all\n\nbody\n"));
        add(Letter.of("fields twice, fields unknown, odd case", "subject: one\nSUBJECT: two\nX-: empty\nX-Empty:\nX-Blank: \nSubject : blank before the colon\n\nbody\n"));
        add(Letter.of("comments and groups", "From: Pete(A nice \\) chap) <pete(his account)@sender.test(his host)>\nTo: A Group(Some people):Chris Jones <c@(Chris's host.)public.test>, joe@example.test;\nCc: (Empty list)(start)Hidden recipients :(nobody(that I know)) ;\n\nTesting.\n"));
    }

    private void attachments() {
        for (int octets : new int[] {100, 50_000, 190_000, 200_000, MEGABYTE, 5 * MEGABYTE, 25 * MEGABYTE})
            add(Letter.of("an attachment of " + octets, Letter.header("attached", "multipart/mixed; boundary=a") + "\n--a\n\nSee below.\n--a\nContent-Type: application/pdf; name=report.pdf\nContent-Transfer-Encoding: base64\n"
                    + "Content-Disposition: attachment; filename*=UTF-8''%C3%BCbersicht.pdf\n\n" + Letter.base64(octets, octets) + "--a--\n"));
    }

    /// Lines of random octets and lengths, many of them beginning with dots.
    private void random(int count) {
        for (int i = 0; i < count; i++) {
            var random = new Random(i);
            var body = new ByteArrayOutputStream();
            for (int line = random.nextInt(400); line >= 0; line--) {
                if (random.nextInt(4) == 0) body.writeBytes("...".substring(random.nextInt(3)).getBytes(ISO_8859_1));
                for (int length = random.nextInt(200); length > 0; length--) {
                    int octet = 1 + random.nextInt(255);
                    body.write(octet == '\r' || octet == '\n' ? '.' : octet);
                }
                body.writeBytes(new byte[] {'\r', '\n'});
            }
            add(Letter.of("random " + i, Letter.header("random " + i, "text/plain; charset=x-unknown") + "\n", body.toByteArray()));
        }
    }

    private void add(Letter letter) { letters.add(letter); }
}
