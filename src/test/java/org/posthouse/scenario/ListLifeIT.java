package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Api;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;

/// The life of a list with people elsewhere: it is made, people join, post, read, are held, leave by one click, and an address that is gone is noticed. Postfix is everybody's server but ours.
class ListLifeIT {
    private static final Pattern LEAVE = Pattern.compile("(?m)^List-Unsubscribe: <(https?://[^>]+)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONFIRM = Pattern.compile("(biking-confirm\\+[a-z0-9]+@a\\.test)");

    private static Neighbours neighbours;
    private static House a;
    private static Postfix outside;
    private static Person jane;
    private static long list;

    @BeforeAll static void founded() throws Exception {
        neighbours = Neighbours.here();
        outside = neighbours.postfix();
        a = neighbours.a();
        jane = Person.at(a, "cyclist");
        list = good(a.api().post("lists", "{\"address\":\"biking@a.test\",\"owners\":[\"%s\"],\"subscription\":\"confirmed\",\"posting\":\"members\"}".formatted(jane.address()))).number("id");
        good(a.api().post("lists/" + list + "/members", "{\"addresses\":[\"%s\",\"bob@p.test\",\"rita@q.test\"],\"state\":\"ON\"}".formatted(jane.address())));
    }

    private static Api.Answer good(Api.Answer answer) {
        assertEquals(2, answer.status() / 100, answer::body);
        return answer;
    }

    private static String at(String who, String part) throws Exception {
        return Await.until(() -> part + " for " + who + "\n" + a.story() + outside.story(), () -> outside.mail(who).stream().filter(mail -> mail.contains(part)).findFirst().orElse(""), found -> !found.isEmpty());
    }

    private static void write(String from, String to, String subject, String more) throws Exception { write(from, to, subject, more, "Hello."); }

    private static void write(String from, String to, String subject, String more, String body) throws Exception {
        outside.sendmail(from, to, "From: " + from + "\nTo: " + to + "\nSubject: " + subject + "\nMessage-ID: <" + subject.replaceAll("\\W", "") + "@far.test>\n" + more + "\n" + body + "\n");
    }

    private static String field(String mail, String name) {
        var found = Pattern.compile("(?mi)^" + name + ": (.*(?:\\r?\\n[ \\t].*)*)").matcher(mail);
        return found.find() ? found.group(1).replaceAll("\\r?\\n[ \\t]+", " ").strip() : "";
    }

    @Test void aPostGoesToAllAndAnAnswerKeepsTheTagOnce() throws Exception {
        jane.send("Saturday", "biking@a.test");
        var mail = at("bob@p.test", "Saturday");
        assertTrue(field(mail, "Subject").matches("\\[biking:\\d{5}] Saturday"), mail);
        assertEquals("<biking.a.test>", field(mail, "List-Id").replaceAll(".*(<.*>)", "$1"));
        assertEquals("List-Unsubscribe=One-Click", field(mail, "List-Unsubscribe-Post"));          // RFC 8058 §3.1
        assertTrue(field(mail, "Return-Path").startsWith("<biking-bounces+"), mail);
        jane.awaitMail("her own copy", own -> own.contains("Saturday") && own.contains("[biking:"));
        write("bob@p.test", "biking@a.test", "Re: " + field(mail, "Subject"), "In-Reply-To: " + field(mail, "Message-ID") + "\n");
        var answer = jane.awaitMail("the answer", one -> one.contains("From: bob@p.test"));
        assertTrue(field(answer, "Subject").matches("Re: \\[biking:\\d{5}] Saturday|\\[biking:\\d{5}] Re: Saturday"), answer);
        assertFalse(outside.mail("rita@q.test").stream().anyMatch(one -> one.contains("\nAuto-Submitted: auto-replied")), "nobody is answered");
    }

    /// Her domain asks receivers to refuse what it has not sent itself; others' addresses stay as they are.
    @Test void aWriterWhoseDomainForbidsItIsNamedOtherwise() throws Exception {
        write("rita@q.test", "biking@a.test", "From far away", "");
        var mail = at("bob@p.test", "From far away");
        assertTrue(field(mail, "From").contains("biking@a.test") && !field(mail, "From").contains("<rita@q.test>"), mail);
        assertTrue(field(mail, "Reply-To").contains("rita@q.test"), mail);
    }

    @Test void aStrangerWaitsForAnOwner() throws Exception {
        write("zoe@p.test", "biking@a.test", "Buy wheels", "");
        var asked = jane.awaitMail("the owner is asked", mail -> field(mail, "Subject").endsWith("Buy wheels"));
        assertTrue(field(asked, "Auto-Submitted").startsWith("auto-"), asked);
        assertTrue(outside.mail("bob@p.test").stream().noneMatch(mail -> mail.contains("Buy wheels")));
    }

    @Test void somebodyJoinsByMailAndLeavesByOneClick() throws Exception {
        write("tom@p.test", "biking-subscribe@a.test", "please", "");
        var asked = at("tom@p.test", "biking-confirm+");
        var to = CONFIRM.matcher(asked.replaceAll("\\r?\\n[ \\t]+", " "));
        assertTrue(to.find(), asked);
        write("tom@p.test", to.group(1), "Re: " + field(asked, "Subject").replaceAll("[^A-Za-z0-9 ]", ""), "", "yes");
        Await.until(a::story, () -> a.api().get("lists/" + list + "/members?query=tom@p.test"), answer -> answer.says("\"ON\""));
        jane.send("For Tom", "biking@a.test");
        var link = LEAVE.matcher(at("tom@p.test", "For Tom").replaceAll("\\r?\\n[ \\t]+", " "));
        assertTrue(link.find(), "a link to leave");
        var here = URI.create("http://" + a.host() + ":" + a.port("http") + URI.create(link.group(1)).getRawPath());
        try (var client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(here).build(), HttpResponse.BodyHandlers.ofString());
            assertTrue(a.api().get("lists/" + list + "/members?query=tom@p.test").says("\"ON\""), "looking at a link does nothing");
            var post = HttpRequest.newBuilder(here).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")).build();
            assertEquals(2, client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode() / 100);
        }
        assertFalse(a.api().get("lists/" + list + "/members?query=tom@p.test").says("\"ON\""));
    }
}
