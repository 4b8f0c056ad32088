package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Api;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;

/// Mail leaves by MX for a real Postfix, comes back, and each message is delivered once or reported, with the reason that the other side gave.
class ExchangeIT {
    private static Neighbours neighbours;
    private static House a;
    private static Postfix postfix;
    private static Person jane;

    @BeforeAll static void people() throws Exception {
        neighbours = Neighbours.here();
        postfix = neighbours.postfix();
        a = neighbours.a();
        jane = Person.at(a, "jane");
    }

    private static String arrived(String to, String subject) throws Exception {
        return Await.until(() -> subject + " for " + to + "\n" + a.story() + postfix.story(), () -> postfix.mail(to).stream().filter(mail -> mail.contains("Subject: " + subject)).findFirst().orElse(""), found -> !found.isEmpty());
    }

    private static String report(String about) throws Exception { return jane.awaitMail("a report about " + about, mail -> mail.contains("multipart/report") && mail.contains(about)).replaceAll("\\r\\n[ \\t]+", " "); }

    @Test void mailGoesToTheDomainsServerAndArrivesOnce() throws Exception {
        jane.send("first", "bob@p.test");
        var mail = arrived("bob@p.test", "first");
        assertTrue(mail.contains("Return-Path: <" + jane.address() + ">"), mail);
        assertTrue(mail.contains("by mail.a.test with ESMTP"), mail);                   // our own trace
        assertTrue(mail.contains("from mail.a.test"), mail);                            // what we called ourselves
        assertTrue(mail.contains("Message-ID: <") && mail.contains("\nDate: "), mail);   // RFC 6409 §8.3, §8.2: added, the program had none
        assertEquals(1, postfix.mail("bob@p.test").stream().filter(one -> one.contains("Subject: first")).count());
    }

    @Test void whoIsRefusedIsReportedInTheOthersWordsAndTheRestArrives() throws Exception {
        jane.send("half", "good@p.test", "never@p.test");
        arrived("good@p.test", "half");
        var report = report("never@p.test");
        assertTrue(report.contains("Nobody of that name"), report);
        assertTrue(report.contains("Action: failed") && report.contains("Status: 5.1.1"), report);
        assertTrue(report.contains("Final-Recipient: rfc822; never@p.test") || report.contains("Final-Recipient: rfc822;never@p.test"), report);
        assertTrue(report.startsWith("Return-Path: <>"), report);
        assertFalse(report.contains("good@p.test"), report);
    }

    @Test void whoIsToComeLaterWaitsWithTheReasonAndLeavesOnRequest() throws Exception {
        jane.send("patience", "later@p.test");
        var queue = Await.until(a::story, () -> a.api().get("queue?domain=p.test"), answer -> answer.says("Come back later"));
        assertEquals(200, queue.status());
        assertTrue(queue.says("later@p.test") && queue.says(jane.address()), queue.body());
        long id = queue.number("id");
        assertEquals(2, a.api().delete("queue/" + id).status() / 100);
        Await.until(a::story, () -> a.api().get("queue?domain=p.test"), answer -> !answer.says("later@p.test"));
    }

    @Test void aDomainWithoutMailIsReportedAtOnce() throws Exception {
        jane.send("nobody home", "x@null.test", "x@nowhere.invalid", "x@loop.test");
        var report = report("x@null.test");
        assertTrue(report.contains("5.1.10"), report);                                  // RFC 7505 §4.2
        report = report("x@nowhere.invalid");
        assertTrue(report.contains("5.1.2"), report);
        report = report("x@loop.test");
        assertTrue(report.contains("5.4.6"), report);
    }

    @Test void theNextServerIsTriedWhenTheFirstIsDead() throws Exception {
        jane.send("second", "bob@backup.test");
        arrived("bob@backup.test", "second");
        jane.send("no mx", "bob@plain.test");
        arrived("bob@plain.test", "no mx");
    }

    @Test void aDeadServersMailWaitsAndCanBeGivenUp() throws Exception {
        jane.send("in vain", "bob@dead.test");
        var queue = Await.until(a::story, () -> a.api().get("queue?domain=dead.test"), answer -> answer.says("bob@dead.test") && answer.says("127.0.0.99"));
        assertTrue(a.api().post("queue/" + queue.number("id") + "/bounce", "{}").status() / 100 == 2);
        var report = report("bob@dead.test");
        assertTrue(report.contains("Action: failed"), report);
    }

    @Test void aServerThatHangsUpInTheMiddleGetsItAgain() throws Exception {
        var ends = new AtomicInteger();
        try (var odd = new OddServer(Neighbours.ADDRESS_ODD, neighbours.port(), line -> line.equals(".") && ends.getAndIncrement() == 0 ? OddServer.HANG_UP : null)) {
            jane.send("again", "bob@odd.test");
            Await.until(a::story, ends::get, count -> count == 1);
            var queue = Await.until(a::story, () -> a.api().get("queue?domain=odd.test"), answer -> answer.says("bob@odd.test"));
            assertEquals(2, a.api().post("queue/" + queue.number("id") + "/retry", "{}").status() / 100);
            Await.until(a::story, odd::taken, taken -> taken.size() == 1);
            assertTrue(odd.taken().getFirst().contains("Subject: again"));
        }
    }

    @Test void mailFromOutsideReachesItsRecipientButGoesNoFurther() throws Exception {
        postfix.sendmail("bob@p.test", jane.address(), "From: bob@p.test\nTo: " + jane.address() + "\nSubject: hello jane\n\nHello.\n");
        var mail = jane.awaitMail("bob's message", one -> one.contains("Subject: hello jane"));
        assertTrue(mail.contains("Received-SPF: pass"), mail);
        try (var line = a.dial("smtp")) {
            line.reply();
            line.ask("EHLO stranger.test");
            line.ask("MAIL FROM:<bob@p.test>");
            var reply = line.ask("RCPT TO:<x@q.test>");
            assertTrue(reply.startsWith("550 5.7.1"), reply);
        }
    }

    /// A journey tells it all, to who asks by the message's id.
    @Test void theJourneyShowsTheAnswer() throws Exception {
        jane.send("told", "told@p.test");
        arrived("told@p.test", "told");
        Api.Answer told = Await.until(a::story, () -> a.api().get("journeys?address=told@p.test"), answer -> answer.says("\"kind\":\"sent\""));
        assertTrue(told.says("mx.p.test") || told.says(Neighbours.ADDRESS_POSTFIX), told.body());
    }
}
