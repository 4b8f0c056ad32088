package org.posthouse.list.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.list.Bouncing;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Member;
import org.posthouse.list.TestLetters;
import org.posthouse.list.TestLists;
import org.posthouse.message.MessageOctets;
import org.posthouse.mime.Address;

class BouncesTest {
    private final TestHouse house = new TestHouse(TestLists.entities());
    private final TestLists world = TestLists.over(house);
    private final TestLetters letters = new TestLetters(world);
    private final Scores scores = new Scores();
    private ListEntry biking;
    private long jane;

    @BeforeEach void open() {
        house.reserve();
        house.work.run(() -> house.domains.add("podunk.test"));
        biking = world.usual("biking@podunk.test", "owner@podunk.test");
        scores.database = house.database;
        scores.lists = world.lists;
        scores.members = world.members;
        scores.marks = world.marks;
        scores.letters = letters.letters;
        scores.pages = letters.pages;
        scores.clock = house.clock;
        jane = house.work.call(() -> world.members.join(biking, new Address("jane", "far.example"), "Jane", "", Member.State.ON, Member.Why.MEMBER).id());
    }

    @AfterEach void close() { house.close(); }

    private Member member() { return house.work.call(() -> world.members.find(jane).orElseThrow()); }

    private void fails(boolean permanent, boolean probed) { house.work.run(() -> scores.failed(biking, world.members.find(jane).orElseThrow(), permanent, probed, "550 5.1.1 unknown")); }

    private void days(int days, boolean permanent) {
        for (int i = 0; i < days; i++) {
            house.clock.pass(Duration.ofDays(1));
            fails(permanent, false);
        }
    }

    @Test void aMemberIsWarnedThenSwitchedOffAndTheOwnersAreTold() throws Exception {
        days(2, true);
        assertEquals(4, member().bounceScore());
        assertEquals(List.of(), letters.sent);
        days(1, true);
        var warning = letters.sent.removeFirst();
        assertEquals("jane@far.example", warning.to());
        var back = warning.sender().path().address().orElseThrow();
        assertTrue(back.local().startsWith("biking-bounces+"), "the letter comes back to the list: " + back);
        days(1, true);
        assertEquals(List.of(), letters.sent, "warned once");
        days(1, true);
        assertEquals(Member.State.OFF, member().state());
        assertEquals(Member.Why.BOUNCES, member().why());
        assertEquals(List.of("jane@far.example", "owner@podunk.test"), letters.sent.stream().map(TestLetters.Sent::to).toList());
        assertTrue(letters.sent.getLast().message().getContent().toString().contains("550 5.1.1 unknown"));
        letters.sent.clear();
        days(3, true);
        assertEquals(List.of(), letters.sent, "who is off is off");
        house.work.run(() -> world.members.change(world.members.find(jane).orElseThrow(), Member.State.ON, Member.Why.MEMBER));
        assertEquals(0, member().bounceScore(), "who switches it on again begins anew");
    }

    @Test void aDayCountsOnceAndQuietDaysForget() {
        for (int i = 0; i < 20; i++) fails(true, false);
        assertEquals(2, member().bounceScore());
        days(1, false);
        assertEquals(3, member().bounceScore());
        house.clock.pass(Duration.ofDays(15));
        fails(false, false);
        assertEquals(1, member().bounceScore(), "the old score was forgotten first");
        house.clock.pass(Duration.ofDays(15));
        assertEquals(0L, (long) house.work.call(() -> scores.forget(0)));
        assertEquals(0, member().bounceScore());
    }

    @Test void aProbeThatComesBackEndsIt() {
        fails(true, true);
        assertEquals(Member.State.ON, member().state(), "nobody was warned yet");
        days(2, true);
        letters.sent.clear();
        fails(true, true);
        assertEquals(Member.State.OFF, member().state());
    }

    @Test void scoresThatAnOwnerLowersHoldOnTheSameDay() {
        fails(true, false);
        assertEquals(List.of(), letters.sent);
        house.work.run(() -> world.lists.change(world.lists.find(biking.id()).orElseThrow(), List.of(), List.of("owner@podunk.test"), biking.plan().with(new Bouncing(true, 1, 2, 14))));
        biking = world.lists.now().find(biking.id()).orElseThrow();
        fails(true, false);
        fails(true, false);
        assertEquals(List.of("jane@far.example"), letters.sent.stream().map(TestLetters.Sent::to).toList(), "warned once, and the day is not counted again");
        fails(true, true);
        assertEquals(Member.State.OFF, member().state());
    }

    @Test void nobodyIsSwitchedOffWithoutAWarning() {
        house.work.run(() -> world.members.find(jane).orElseThrow().bounced(20, house.clock.instant()));
        days(1, true);
        assertEquals(Member.State.ON, member().state());
        assertEquals(1, letters.sent.size());
        days(1, true);
        assertEquals(Member.State.OFF, member().state());
    }

    private static FailureReport read(String text) throws Exception { return FailureReport.read(MessageOctets.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))); }

    private static FailureReport report(String fields) throws Exception {
        return read("From: MAILER-DAEMON@far.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nWords.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; far.example\n\n"
                + fields + "\n--b\nContent-Type: text/rfc822-headers\n\nSubject: x\n--b--\n");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(textBlock = """
            failed,    5.1.1, 'smtp; 550 5.1.1 unknown', true
            failed,    5.2.2, 'smtp; 552 5.2.2 full',    false
            failed,    5.7.1, 'smtp; 550 5.7.1 spam',    false
            failed,    4.4.7, '',                        false
            Failed,    5.0.0, 'x-unix; exit 67',         true
            """)
    void standardReportsSayHowGraveItIs(String action, String status, String diagnostic, boolean permanent) throws Exception {
        var failure = report("Final-Recipient: rfc822; Jane@far.example\nAction: " + action + "\nStatus: " + status + "\nDiagnostic-Code: " + diagnostic + "\n").failures().getFirst();
        assertEquals("Jane@far.example", failure.address());
        assertEquals(permanent, failure.permanent());
        assertTrue(failure.reason().contains(status), failure.reason());
    }

    @Test void whatOnlyWaitsOrHasArrivedIsNoFailure() throws Exception {
        assertEquals(List.of(), report("Final-Recipient: rfc822; jane@far.example\nAction: delayed\nStatus: 4.4.1\n").failures());
        assertEquals(List.of(), report("Final-Recipient: rfc822; jane@far.example\nAction: delivered\nStatus: 2.1.5\n").failures());
        assertEquals(2, report("Final-Recipient: rfc822; a@far.example\nAction: failed\nStatus: 5.1.1\n\nOriginal-Recipient: rfc822; b@far.example\nFinal-Recipient: rfc822; c@far.example\nAction: failed\nStatus: 5.1.1\n").failures().size());
    }

    @Test void olderReportsAreUnderstood() throws Exception {
        var qmail = read("Subject: failure notice\n\nHi. This is the qmail-send program at far.example.\n\n<jane@far.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n<other@far.example>\n").failures();
        assertEquals(1, qmail.size());
        assertEquals(new Failure("jane@far.example", true, "Sorry, no mailbox here by that name. (#5.1.1)"), qmail.getFirst());
        var exim = read("Subject: Mail delivery failed: returning message to sender\nX-Failed-Recipients: jane@far.example, joe@far.example\n\nThis message was created automatically.\n  jane@far.example\n    SMTP error from remote mail server: 452 4.2.2 full\n").failures();
        assertEquals(List.of("jane@far.example", "joe@far.example"), exim.stream().map(Failure::address).toList());
        assertEquals(false, exim.getFirst().permanent());
        var sendmail = read("Subject: Returned mail: User unknown\n\n   ----- The following addresses had permanent fatal errors -----\n<jane@far.example>\n\n   ----- Transcript of session follows -----\n550 <jane@far.example>... User unknown\n").failures();
        assertEquals("jane@far.example", sendmail.getFirst().address());
        assertTrue(sendmail.getFirst().permanent());
    }

    @Test void answersAreNoFailures() throws Exception {
        assertTrue(read("Subject: Away\nAuto-Submitted: auto-replied\n\nI am away; mail could not be delivered to my brain.\n").answered());
        assertTrue(read("Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b--\n").answered());
        assertEquals(List.of(), read("Subject: Thank you\n\nWe have your mail.\n").failures());
    }
}
