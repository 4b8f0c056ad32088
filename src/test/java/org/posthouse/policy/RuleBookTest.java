package org.posthouse.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.housemail.Letter;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.policy.Rule.Way;
import org.posthouse.policy.RuleAct.Deed;
import org.posthouse.policy.RuleTest.How;
import org.posthouse.policy.RuleTest.What;

class RuleBookTest {
    private static final ToLongFunction<Address> DOMAINS = address -> switch (address.domainKey()) {
        case "one.test" -> 1;
        case "two.test" -> 2;
        default -> 0;
    };
    private static final String MAIL = """
            From: Bob <bob@far.example>
            To: Jane <jane@one.test>
            Cc: amy@two.test
            Subject: =?UTF-8?Q?Gro=C3=9Fer?= =?UTF-8?B?IFNhbGU=?= today
            X-Spam:  YES,
             really
            Received: from a
            Received: from b
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: base64

            %s
            --b
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable

            <p>cheap=
             watches f=C3=BCr you</p>
            --b--
            """.formatted(Base64.getEncoder().encodeToString("The secret word is Rosebud.".getBytes(StandardCharsets.UTF_8)));

    private static MailView mail(String text, String sender, String... recipients) {
        var octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var envelope = new Envelope(Sender.of(path(sender)), Arrays.stream(recipients).map(RuleBookTest::path).map(Recipient::of).toList());
        return new MailView(InetAddress.ofLiteral("192.0.2.7"), envelope, Letter.facts(octets), () -> new ByteArrayInputStream(octets));
    }

    private static Path path(String address) { return address.isEmpty() ? Path.NULL : Path.to(address.split("@")[0], address.split("@")[1]); }

    private static RuleTest test(String text) {
        var words = text.strip().split(" +", 3);
        var what = words[0].split(":");
        boolean exact = what[0].endsWith("!");
        return new RuleTest(What.valueOf(what[0].replace("!", "")), what.length > 1 ? what[1] : "", How.valueOf(words[1]), words.length > 2 ? words[2] : "", exact);
    }

    private static Rule rule(long domain, String name, Way way, List<String> tests, String... acts) {
        return new Rule(1, domain, name, true, way, true, false, tests.stream().map(RuleBookTest::test).toList(),
                Arrays.stream(acts).map(act -> new RuleAct(Deed.valueOf(act.split(" ", 2)[0]), act.contains(" ") ? act.split(" ", 2)[1] : "")).toList());
    }

    private static String judged(MailView mail, Rule... rules) {
        var judged = RuleBook.of(List.of(rules)).judge(mail, DOMAINS);
        if (judged.refusal().isPresent()) return judged.refusal().get().code() + " " + judged.refusal().get().enhanced() + " " + judged.refusal().get().lines().getFirst();
        var said = judged.rulings().stream().map(ruling -> ruling.rule() + " " + ruling.action() + " " + ruling.text().strip() + (ruling.recipients().isEmpty() ? "" : " " + ruling.recipients())).collect(Collectors.joining("; "));
        var to = judged.recipients().stream().map(recipient -> recipient.path().toString()).collect(Collectors.joining());
        return to.equals(mail.envelope().recipients().stream().map(recipient -> recipient.path().toString()).collect(Collectors.joining())) ? said : said + " -> " + to;
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            SUBJECT CONTAINS gro\u00dfer sale          | yes
            SUBJECT! CONTAINS gro\u00dfer sale         | no
            SUBJECT CONTAINS_NOT sale                  | no
            SUBJECT IS Gro\u00dfer Sale today          | yes
            SUBJECT MATCHES gro*day                    | yes
            SUBJECT MATCHES gro*da                     | no
            SUBJECT MATCHES gro?er*                    | yes
            SUBJECT MATCHES_NOT *nothing*              | yes
            FROM CONTAINS @far.example                 | yes
            TO CONTAINS amy@two.test                   | yes
            HEADER:x-spam IS yes, really               | yes
            HEADER:X-Spam MATCHES yes*                 | yes
            HEADER:X-None CONTAINS x                   | no
            HEADER:X-None CONTAINS_NOT x               | yes
            HEADER:Received IS from b                  | yes
            ANY_HEADER CONTAINS x-spam: yes            | yes
            ANY_HEADER IS_NOT received: from b         | no
            BODY CONTAINS ROSEBUD                      | yes
            BODY! CONTAINS ROSEBUD                     | no
            BODY CONTAINS cheap watches f\u00fcr       | yes
            BODY MATCHES *secret*word*                 | yes
            BODY CONTAINS U2VjcmV0                     | no
            SIZE OVER 100                              | yes
            SIZE OVER 1 MB                             | no
            SIZE UNDER 1 MB                            | yes
            CLIENT IS 192.0.2.0/24                     | yes
            CLIENT IS_NOT 192.0.2.0/24                 | no
            CLIENT IS 2001:db8::/32                    | no
            SENDER IS bob@far.example                  | yes
            SENDER MATCHES *@far.*                     | yes
            RECIPIENT IS jane@one.test                 | yes
            RECIPIENT CONTAINS nobody                  | no
            """)
    void whatARuleLooksAt(String test, String fits) {
        assertEquals(fits.equals("yes") ? "r HOLD r" : "", judged(mail(MAIL, "bob@far.example", "jane@one.test"), rule(0, "r", Way.IN, List.of(test), "HOLD")));
    }

    @Test void everyTestOrOneOfThem() {
        var tests = List.of(test("SUBJECT CONTAINS sale"), test("RECIPIENT IS amy@two.test"));
        var mail = mail(MAIL, "bob@far.example", "jane@one.test", "amy@two.test");
        assertEquals("r HOLD r [1]", judged(mail, new Rule(1, 0, "r", true, Way.BOTH, true, false, tests, List.of(new RuleAct(Deed.HOLD, "")))));
        assertEquals("r HOLD r", judged(mail, new Rule(1, 0, "r", true, Way.BOTH, false, false, tests, List.of(new RuleAct(Deed.HOLD, "")))));
    }

    @Test void aDomainsRuleIsForItsMailAlone() {
        var mail = mail(MAIL, "bob@far.example", "jane@one.test", "amy@two.test", "x@far.example");
        assertEquals("r DISCARD r [1]", judged(mail, rule(2, "r", Way.IN, List.of(), "DISCARD")));
        assertEquals("r DISCARD r [1]", judged(mail, rule(2, "r", Way.BOTH, List.of(), "DISCARD")));
        assertEquals("", judged(mail, rule(2, "r", Way.OUT, List.of(), "DISCARD")), "its people did not send it");
        assertEquals("r DISCARD r [0, 1]", judged(mail, rule(0, "r", Way.IN, List.of(), "DISCARD")));
        assertEquals("r DISCARD r [2]", judged(mail, rule(0, "r", Way.OUT, List.of(), "DISCARD")));
        assertEquals("r DISCARD r [1]", judged(mail(MAIL, "jane@one.test", "amy@two.test", "x@far.example"), rule(1, "r", Way.OUT, List.of(), "DISCARD")));
    }

    @Test void whatARuleDoes() {
        var mail = mail(MAIL, "bob@far.example", "jane@one.test", "amy@two.test");
        assertEquals("550 5.7.1 Refused by a rule of this server", judged(mail, rule(1, "r", Way.IN, List.of(), "REFUSE")));
        assertEquals("550 5.7.1 No sales, please?", judged(mail, rule(0, "r", Way.IN, List.of(), "REFUSE No sales, please\u00e4")));
        assertEquals("r DONE copy to log@one.test -> <jane@one.test><amy@two.test><log@one.test>", judged(mail, rule(0, "r", Way.IN, List.of(), "COPY log@one.test")));
        assertEquals("r DONE copy to jane@one.test", judged(mail, rule(0, "r", Way.IN, List.of(), "COPY jane@one.test")), "who gets it anyway gets one");
        assertEquals("r DONE redirected to desk@far.example [1] -> <jane@one.test><desk@far.example>", judged(mail, rule(2, "r", Way.IN, List.of(), "REDIRECT desk@far.example")));
        assertEquals("r FIELD X-Sale: yes [0]", judged(mail, rule(1, "r", Way.IN, List.of("SUBJECT CONTAINS sale"), "FIELD X-Sale: yes")));
    }

    /// Who gets a copy is none of those whom the rest of the rule is about, in whatever order it stands there.
    @Test void aCopyIsNotThrownAwayWithTheMessage() {
        var mail = mail(MAIL, "bob@far.example", "jane@one.test");
        for (var order : List.of(List.of("DISCARD", "COPY log@one.test"), List.of("COPY log@one.test", "DISCARD"))) {
            var acts = order.stream().map(act -> new RuleAct(Deed.valueOf(act.split(" ")[0]), act.indexOf(' ') < 0 ? "" : act.substring(act.indexOf(' ') + 1))).toList();
            var judged = RuleBook.of(List.of(new Rule(1, 0, "r", true, Way.IN, true, false, List.of(), acts))).judge(mail, DOMAINS);
            var intake = new org.posthouse.store.Intake("", true, "", "", judged.rulings());
            assertEquals(2, judged.recipients().size());
            assertTrue(intake.discarded(0).isPresent() && intake.discarded(1).isEmpty(), order.toString());
        }
    }

    @Test void whatEndsARuleEndsTheListForThoseItConcerns() {
        var mail = mail(MAIL, "bob@far.example", "jane@one.test", "amy@two.test");
        assertEquals("a DISCARD a [0]; b HOLD b [1]", judged(mail, rule(0, "a", Way.IN, List.of("RECIPIENT IS jane@one.test"), "DISCARD"), rule(0, "b", Way.IN, List.of(), "HOLD")));
        var stops = new Rule(1, 0, "a", true, Way.IN, true, true, List.of(test("RECIPIENT IS jane@one.test")), List.of(new RuleAct(Deed.FIELD, "X-A: 1")));
        assertEquals("a FIELD X-A: 1 [0]; b HOLD b [1]; c HOLD c [0]", judged(mail, stops, rule(0, "b", Way.IN, List.of(), "HOLD"), rule(1, "c", Way.IN, List.of(), "HOLD")), "the lists of domains go on");
        assertEquals("", judged(mail, new Rule(1, 0, "off", false, Way.IN, true, false, List.of(), List.of(new RuleAct(Deed.HOLD, "")))));
    }

    @Test void aRedirectedReportNamesTheAddressThatWasWritten() {
        var redirected = RuleBook.of(List.of(rule(0, "r", Way.IN, List.of(), "REDIRECT desk@far.example"))).judge(mail(MAIL, "bob@far.example", "jane@one.test"), DOMAINS).recipients().getFirst();
        assertEquals("rfc822;jane@one.test", redirected.orcpt());
    }

    @Test void manyRulesAndAHostileMessageCostLittle() {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < 10_000; i++) rules.add(rule(0, "r" + i, Way.IN, List.of("SUBJECT MATCHES *a*a*a*a*b" + i, "BODY CONTAINS never" + i), "HOLD"));
        for (int i = 0; i < 50; i++) rules.add(rule(0, "b" + i, Way.IN, List.of("BODY MATCHES *a*a*a*a*a*b" + i), "HOLD"));
        var book = RuleBook.of(rules);
        var evil = mail("Subject: " + "a".repeat(2000) + "\n\n" + ("a".repeat(10_000) + "\n").repeat(30), "bob@far.example", "jane@one.test");
        long begin = System.nanoTime();
        assertEquals(List.of(), book.judge(evil, DOMAINS).rulings());
        long ms = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(ms < 10_000, ms + " ms");
    }

    @Test void brokenEncodingsAreReadAsFarAsTheyGo() {
        for (var text : List.of("Content-Transfer-Encoding: base64\n\n!!!!=\n", "Content-Transfer-Encoding: quoted-printable\n\n=\n=4\n=zz\n=", "Content-Type: text/plain; charset=nonsense\n\nx\n", "Content-Type: multipart/x; boundary=\n\n--\n--\n--x:\n--", "\n", "x", ""))
            assertEquals("", judged(mail(text, "", "jane@one.test"), rule(0, "r", Way.IN, List.of("BODY CONTAINS not in there"), "HOLD")), text);
    }

    @Test void theEnvelopeTellsWhichRulesCouldFire() {
        var book = RuleBook.of(List.of(rule(0, "a", Way.IN, List.of("SENDER IS x@y.test", "SUBJECT CONTAINS sale"), "HOLD"), rule(1, "b", Way.IN, List.of("SUBJECT CONTAINS sale"), "HOLD"), rule(2, "c", Way.IN, List.of(), "HOLD")));
        assertEquals(List.of("b"), book.possible(mail("", "bob@far.example", "jane@one.test"), DOMAINS).stream().map(Rule::name).toList());
    }
}
