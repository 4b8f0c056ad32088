package org.posthouse.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.FromRewrite;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.housemail.Letter;
import org.posthouse.mime.Path;
import org.posthouse.policy.Submission.Edited;
import org.posthouse.setting.Setting;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmissionTest {
    private final TestHouse house = new TestHouse(TestPolicies.entities());
    private final Policies policies = TestPolicies.of(house);
    private final Submission submission = TestPolicies.submission(house, policies);
    private SignedIn jane;
    private SignedIn jose;

    @BeforeAll void open() {
        house.work.run(() -> house.domains.add("example.test"));
        house.work.run(() -> house.domains.add("other.test"));
        jane = open("Jane \"J\" Doe", "jane@example.test", FromRewrite.QUOTED);
        jose = open("José", "jose@example.test", FromRewrite.COMMENT);
        open("Ceo", "ceo@example.test", FromRewrite.NONE);
    }

    @BeforeEach void withoutRights() { house.work.run(() -> policies.rights(List.of())); }

    @AfterAll void close() { house.close(); }

    private SignedIn open(String name, String address, FromRewrite rewrite) { return new SignedIn(TestPolicies.account(house, name, address, rewrite), address); }

    private static Sender from(String address) { return Sender.of(address.isEmpty() ? Path.NULL : Path.to(address.split("@")[0], address.split("@")[1])); }

    /// Lines divided by `|`, a fold by `|` and a blank.
    private static byte[] octets(String header) { return (header.replace("|", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8); }

    private String edited(SignedIn who, String header) { return edited(who, octets("Date: d|Message-ID: <m>|" + header + "|")).replaceFirst("^Date: d\\|Message-ID: <m>\\|", ""); }

    private String edited(SignedIn who, byte[] octets) {
        return switch (submission.edit(who, from("jane@example.test"), octets, Letter.facts(octets))) {
            case Edited.Same() -> "same";
            case Edited.Refused(var reply) -> reply.code() + " " + reply.enhanced() + " " + reply.lines().getFirst();
            case Edited.Changed(var header, var facts) -> {
                assertEquals(Letter.facts(header), facts);
                yield new String(header, StandardCharsets.UTF_8).replace("\r\n", "|").replaceFirst("\\|\\|$", "");
            }
        };
    }

    @ParameterizedTest @CsvSource(delimiter = '~', textBlock = """
            jane@example.test         ~ ok
            JANE@Example.TEST         ~ ok
            jane+shop@example.test    ~ ok
            ceo@example.test          ~ 550 5.7.1 You may not send as <ceo@example.test>
            nobody@example.test       ~ 550 5.7.1 You may not send as <nobody@example.test>
            jane@elsewhere.example    ~ 550 5.7.1 You may not send as <jane@elsewhere.example>
            postmaster@example.test   ~ 550 5.7.1 You may not send as <postmaster@example.test>
            """)
    void theEnvelopeSenderIsTheirOwn(String sender, String outcome) {
        assertEquals(outcome, submission.sender(jane, from(sender)).map(reply -> reply.code() + " " + reply.enhanced() + " " + reply.lines().getFirst()).orElse("ok"));
    }

    @Test void everybodyMaySendReports() { assertEquals(Optional.empty(), submission.sender(jane, from(""))); }

    @Test void aRightOpensAnAddressOrADomain() {
        house.work.run(() -> policies.rights(List.of(new SendingRight(jane.account(), "sales@elsewhere.example"), new SendingRight(jane.account(), "@other.test"))));
        for (var address : List.of("sales@elsewhere.example", "anybody@other.test", "Any@OTHER.test")) assertTrue(submission.sender(jane, from(address)).isEmpty(), address);
        assertTrue(submission.sender(jane, from("other@elsewhere.example")).isPresent());
        assertTrue(submission.sender(jose, from("anybody@other.test")).isPresent(), "the right is one account's");
    }

    @ParameterizedTest @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            From: jane@example.test                                ~ From: "Jane \\"J\\" Doe" <jane@example.test>
            From: Me <JANE+x@example.test>|Subject: x              ~ From: "Jane \\"J\\" Doe" <jane@example.test>|Subject: x
            from : jane@example.test                               ~ from : "Jane \\"J\\" Doe" <jane@example.test>
            From: Me|  <jane@example.test>                         ~ From: "Jane \\"J\\" Doe" <jane@example.test>
            From: jane                                             ~ From: "Jane \\"J\\" Doe" <jane@example.test>
            From: ceo@example.test                                 ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: ceo@example.test <jane@example.test>             ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: jane@example.test, ceo@example.test              ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: jane@example.test|From: ceo@example.test         ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: <jane@example.test>|Sender: ceo@example.test     ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: jane@example.test <ceo@example.test>             ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: (jane@example.test) ceo@example.test             ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: "jane@example.test" <ceo@example.test>           ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: us: jane@example.test, <ceo@example.test>;       ~ 550 5.7.1 You may not send as <ceo@example.test>
            From: <jane@example.test> <ceo@example.test>           ~ 550 5.6.0 The From field is no list of addresses
            From: Jane Doe                                         ~ 550 5.6.0 The From field is no list of addresses
            From:                                                  ~ 550 5.6.0 The From field is no list of addresses
            From: <jane@example.test                               ~ 550 5.6.0 The From field is no list of addresses
            From: "Doe, Jane" <@relay.example:jane@example.test>   ~ From: "Jane \\"J\\" Doe" <jane@example.test>
            To: x@y.test|Bcc: secret@y.test|bcc: more@y.test|Cc: z@y.test ~ To: x@y.test|Cc: z@y.test
            To: bob, "B B" <bob>, us: amy , joe (the one)@x.test;  ~ To: bob@example.test, "B B" <bob@example.test>, us: amy@example.test , joe (the one)@x.test;
            Cc: bob@x.test,| amy                                   ~ Cc: bob@x.test,| amy@example.test
            To: undisclosed-recipients:;                           ~ same
            Subject: jane                                          ~ same
            """)
    void headersAreCheckedAndCompleted(String header, String outcome) { assertEquals(outcome, edited(jane, header)); }

    @Test void aNameOfOtherLettersIsEncoded() { assertEquals("From: jose@example.test (=?UTF-8?B?Sm9zw6k=?=)", edited(jose, "From: Jos\u00e9 <jose@example.test>")); }

    @Test void anAddressThatIsUsedByARightStays() {
        house.work.run(() -> policies.rights(List.of(new SendingRight(jane.account(), "sales@elsewhere.example"))));
        assertEquals("same", edited(jane, "From: Sales <sales@elsewhere.example>"));
    }

    @Test void dateAndMessageIdAreAddedInFront() {
        var text = edited(jane, octets("Subject: x|"));
        assertTrue(text.matches("Date: Sun, 1 Mar 2026 12:00:00 \\+0000\\|Message-ID: <[0-9a-f-]{36}@mail\\.example\\.test>\\|Subject: x"), text);
        var bodyAlone = edited(jane, octets("no header at all"));
        assertTrue(bodyAlone.matches("Date: .*\\|Message-ID: .*\\|\\|no header at all\\|?"), bodyAlone);
        var empty = edited(jane, octets(""));
        assertTrue(empty.matches("Date: .*\\|Message-ID: [^|]*"), empty);
    }

    @Test void octetsThatNobodyUnderstandsStay() {
        var odd = "X-Odd: \u00e4\u0001\u00ff\t  \r\n\tfold\r\nno field here\r\nTo: bob\r\n\r\n".getBytes(ISO_8859_1);
        var changed = assertInstanceOf(Edited.Changed.class, submission.edit(jane, from("jane@example.test"), odd, new BodyFacts(odd.length + 1000, odd.length, 30, 2, true, true)));
        var text = new String(changed.header(), ISO_8859_1);
        assertTrue(text.endsWith("X-Odd: \u00e4\u0001\u00ff\t  \r\n\tfold\r\nno field here\r\nTo: bob@example.test\r\n\r\n"), text);
        assertEquals(new BodyFacts(changed.header().length + 1000, changed.header().length, 32, 2, true, true), changed.facts());
    }

    @Test void whatIsSwitchedOffIsNotDone() {
        house.work.run(() -> house.settings.change(Map.of(Setting.SUBMISSION_OWN_SENDER.label(), Optional.of("false"), Setting.SUBMISSION_COMPLETE.label(), Optional.of("false"), Setting.SUBMISSION_FIELDS.label(), Optional.of("false")), Optional.empty()));
        try {
            assertEquals(Optional.empty(), submission.sender(jane, from("ceo@example.test")));
            assertEquals("same", edited(jane, octets("From: ceo@example.test|To: bob|")));
        } finally {
            house.work.run(() -> house.settings.change(Map.of(Setting.SUBMISSION_OWN_SENDER.label(), Optional.empty(), Setting.SUBMISSION_COMPLETE.label(), Optional.empty(), Setting.SUBMISSION_FIELDS.label(), Optional.empty()), Optional.empty()));
        }
    }

    @Test void aHostileHeaderCostsNoMoreThanItsLength() {
        long begin = System.nanoTime();
        for (var evil : List.of("From: " + "<".repeat(250_000), "From: " + "(".repeat(250_000), "To: " + "a,".repeat(120_000), "From: " + "\"\\".repeat(120_000), "To: " + "x ".repeat(120_000), "a\r\n".repeat(80_000), "To: " + "a@b,".repeat(60_000), "From: " + "jane@example.test,".repeat(14_000)))
            edited(jane, octets(evil));
        assertTrue(System.nanoTime() - begin < 8_000_000_000L, "ms: " + (System.nanoTime() - begin) / 1_000_000);
    }
}
