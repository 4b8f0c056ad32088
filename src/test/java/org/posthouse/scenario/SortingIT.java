package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;

/// People sort their mail, by lines or by a script, and fetch a folder over POP3.
class SortingIT {
    private static House house;
    private static Person writer;

    @BeforeAll static void people() throws Exception {
        house = Neighbours.here().a();
        writer = Person.at(house, "writer");
    }

    private static Person sorting(String form) throws Exception {
        var jane = Person.at(house, "sorter");
        var answer = house.api().as(jane.address(), jane.account().password()).patch("forms/filter", form);
        assertEquals(200, answer.status(), answer::body);
        return jane;
    }

    private static Person folder(Person of, String name) {
        var address = of.address().replace("@", "+" + name + "@");
        return new Person(house, new House.Account(of.account().id(), address, of.account().password()));
    }

    private static String script(String lines) { return "{\"kind\":\"script\",\"script\":\"" + lines.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}"; }

    private static boolean is(String mail, String subject) { return mail.contains("Subject: " + subject + "\r\n"); }

    @Test void linesFileCopyAndThrowAway() throws Exception {
        var bill = Person.at(house, "bill");
        var jane = sorting("""
                {"kind":"simple","lines":[{"part":"subject","words":"sale","act":"folder","target":"box"},{"part":"subject","words":"copy","act":"copy-to","target":"%s"},{"part":"subject","words":"lottery","act":"discard","target":""}]}""".formatted(bill.address()));
        for (var subject : List.of("big sale", "copy this", "lottery", "plain")) writer.send(subject, jane.address());
        jane.awaitMail("plain", mail -> is(mail, "plain"));
        jane.awaitMail("copy this", mail -> is(mail, "copy this"));
        bill.awaitMail("copy this", mail -> is(mail, "copy this"));
        folder(jane, "box").awaitMail("big sale", mail -> is(mail, "big sale"));
        Await.until(house::story, () -> house.api().get("queue?recipient=" + jane.address()), answer -> answer.says("\"total\":0"));
        assertEquals(2, jane.mail().size(), "what was filed or thrown away is not in the inbox");
        assertEquals(1, folder(jane, "box").mail().size());
        assertEquals(1, bill.mail().size());
    }

    @Test void whoRejectsEverythingIsHeardBeforeTheMessageIsTaken() throws Exception {
        var jane = sorting(script("require \"reject\"; if header :contains \"Subject\" \"offer\" { reject \"No offers, please\"; }"));
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO stranger.test");
            for (var subject : List.of("an offer", "a letter")) {
                line.ask("MAIL FROM:<bob@p.test>");
                line.ask("RCPT TO:<" + jane.address() + ">");
                line.ask("DATA");
                line.send("From: bob@p.test\r\nTo: " + jane.address() + "\r\nSubject: " + subject + "\r\n\r\nHello.\r\n.\r\n");
                var reply = line.reply();
                assertTrue(reply.startsWith(subject.equals("a letter") ? "250" : "550 5.7.1 No offers, please"), reply);
            }
        }
        jane.awaitMail("a letter", mail -> is(mail, "a letter"));
    }

    @Test void aScriptAnswersOnceAndOneThatFailsKeepsTheMessageAndTellsItsOwner() throws Exception {
        var jane = sorting(script("require [\"vacation\", \"variables\", \"fileinto\"];\nvacation :subject \"Away\" \"I am away.\";\nif header :matches \"Subject\" \"to *\" { fileinto \"${1}\"; }"));
        writer.send("first", jane.address());
        writer.send("second", jane.address());
        jane.awaitMail("second", mail -> is(mail, "second"));
        writer.awaitMail("the answer", mail -> is(mail, "Away"));
        writer.send("to #nowhere", jane.address());
        jane.awaitMail("the message that the script failed on", mail -> is(mail, "to #nowhere"));
        jane.awaitMail("the letter about the script", mail -> is(mail, "Your mail was not sorted"));
        assertEquals(1, writer.mail().stream().filter(mail -> is(mail, "Away")).count());
    }

    /// Two who send each other all their mail come to an end.
    @Test void twoWhoSortInACircleComeToAnEnd() throws Exception {
        var one = Person.at(house, "one");
        var other = Person.at(house, "other");
        for (var who : List.of(one, other)) {
            var to = who == one ? other : one;
            assertEquals(200, house.api().as(who.address(), who.account().password()).patch("forms/filter", script("redirect \"" + to.address() + "\";")).status());
        }
        writer.send("circle", one.address());
        one.awaitMail("circle", mail -> is(mail, "circle"));
        Await.until(house::story, () -> house.api().get("queue?sender=" + writer.address()), answer -> answer.says("\"total\":0"));
        assertEquals(1, one.mail().stream().filter(mail -> is(mail, "circle")).count());
    }
}
