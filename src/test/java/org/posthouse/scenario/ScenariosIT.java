package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Api;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.Dialogue;
import org.posthouse.blackbox.House;

/// The sites that the old guides draw: a hub that hides its clients' names, a house behind a firewall, one that is connected now and then, a gateway in front of another server, a firewall with a full
/// list of aliases. Postfix is the outside, or the server behind the gateway.
class ScenariosIT {
    private static Neighbours neighbours;
    private static House a;
    private static House b;
    private static Postfix outside;

    @BeforeAll static void hosts() throws Exception {
        neighbours = Neighbours.here();
        outside = neighbours.postfix();
        a = neighbours.a();
        b = neighbours.b();
    }

    /// Each scenario begins with two houses that deliver by MX and relay for nobody.
    @BeforeEach @AfterEach void plain() throws Exception {
        for (var house : new House[] {a, b}) {
            good(house.api().put("routing-table", "[]"));
            good(house.api().put("channel-aliases", "[]"));
            good(house.api().patch("forms/relay-control", "{\"networks\":[]}"));
        }
    }

    private static Api.Answer good(Api.Answer answer) {
        assertEquals(2, answer.status() / 100, answer::body);
        return answer;
    }

    private static String host(String address) { return "[" + address + "]:" + neighbours.port(); }

    private static String arrived(String to, String subject) throws Exception {
        return Await.until(() -> subject + " for " + to + "\n" + a.story() + b.story() + outside.story(),
                () -> outside.mail(to).stream().filter(mail -> mail.contains("Subject: " + subject)).findFirst().orElse(""), found -> !found.isEmpty());
    }

    private static void fromOutside(Person to, String address, String subject) throws Exception {
        outside.sendmail("bob@p.test", address, "From: bob@p.test\nTo: " + address + "\nSubject: " + subject + "\n\nHello.\n");
        to.awaitMail(subject + "\n" + b.story() + outside.story(), mail -> mail.contains("Subject: " + subject));
    }

    private static Person named(House house, String address) throws Exception {
        var account = new House.Account(good(house.api().post("accounts", "{\"name\":\"Jane Doe\",\"addresses\":[\"%s\"],\"password\":\"Secret of jane\"}".formatted(address))).number("id"), address, "Secret of jane");
        return new Person(house, account);
    }

    private static void domain(House house, String name) throws Exception {
        int status = house.api().post("domains", "{\"name\":\"" + name + "\"}").status();
        assertTrue(status == 201 || status == 409, name + ": " + status);
    }

    /// P45: clients send as the hub's domain, the hub knows by a channel alias where each person's mail is kept.
    @Test void aHubHidesTheNamesOfItsClients() throws Exception {
        domain(b, "hub.test");
        domain(a, "hub.test");
        var jane = named(a, "jane.hidden@hub.test");
        good(a.api().patch("accounts/" + jane.account().id(), "{\"addresses\":[\"jane.hidden@hub.test\",\"jane.hidden@a.test\"],\"fromRewrite\":\"quoted\"}"));
        good(b.api().put("channel-aliases", "[{\"in\":\"jane.hidden@hub.test\",\"out\":\"jane.hidden@a.test\"}]"));
        good(a.api().put("routing-table", "[{\"pattern\":\"*\",\"target\":\"" + host(Neighbours.ADDRESS_B) + "\"}]"));
        good(b.api().patch("forms/relay-control", "{\"networks\":[{\"network\":\"127.0.0.1\",\"sender\":\"hub.test\"}]}"));
        jane.send("hidden", "bob@p.test");
        var mail = arrived("bob@p.test", "hidden");
        assertTrue(mail.contains("\"Jane Doe\" <jane.hidden@hub.test>"), mail);          // From, whatever the program wrote
        fromOutside(jane, "jane.hidden@hub.test", "to the hidden one");
    }

    /// P45, E05: only the firewall speaks with the world; inside, one entry sends everything to it.
    @Test void aHouseBehindAFirewallSendsAndReceivesThroughIt() throws Exception {
        var inner = Person.at(b, "inner");
        good(b.api().put("routing-table", "[{\"pattern\":\"*\",\"target\":\"" + host(Neighbours.ADDRESS_A) + "\"}]"));
        good(a.api().patch("forms/relay-control", "{\"networks\":[{\"network\":\"127.0.0.1\",\"sender\":\"b.test\"}]}"));
        inner.send("through the wall", "bob@p.test");
        var mail = arrived("bob@p.test", "through the wall");
        assertTrue(mail.contains("by mail.a.test") && mail.contains("by mail.b.test"), mail);
        var relay = relay(a, "b.test", host(Neighbours.ADDRESS_B));
        try {
            try (var line = a.dial("smtp")) {
                line.reply();
                line.ask("EHLO outside.test");
                line.ask("MAIL FROM:<bob@p.test>");
                var reply = line.ask("RCPT TO:<" + inner.address() + ">");
                assertTrue(reply.startsWith("250"), reply);
                line.ask("DATA");
                line.send("From: bob@p.test\r\nTo: " + inner.address() + "\r\nSubject: inwards\r\n\r\nHello.\r\n.\r\n");
                assertTrue(line.reply().startsWith("250"));
            }
            inner.awaitMail("inwards", one -> one.contains("Subject: inwards"));
        } finally {
            unrelay(a, relay);
        }
    }

    /// P45, I19, I24: the provider keeps mail until the house comes and asks.
    @Test void aHouseThatIsConnectedNowAndThenCallsForItsMail() throws Exception {
        domain(b, "dial.test");
        var jane = named(b, "jane@dial.test");
        var relay = relay(a, "dial.test", host(Neighbours.ADDRESS_B));
        good(a.api().patch("forms/relay-domain/" + relay, "{\"timing\":\"on-call\",\"callers\":[\"127.0.0.0/8\"]}"));
        try {
            try (var line = a.dial("smtp")) {
                line.reply();
                line.ask("EHLO outside.test");
                line.ask("MAIL FROM:<bob@p.test>");
                assertTrue(line.ask("RCPT TO:<jane@dial.test>").startsWith("250"));
                line.ask("DATA");
                line.send("From: bob@p.test\r\nTo: jane@dial.test\r\nSubject: waiting\r\n\r\nHello.\r\n.\r\n");
                assertTrue(line.reply().startsWith("250"));
            }
            Await.until(a::story, () -> a.api().get("queue?domain=dial.test"), answer -> answer.says("\"on-call\""));
            assertTrue(jane.mail().isEmpty());
            try (var line = a.dial("smtp")) {
                line.reply();
                line.ask("EHLO mail.dial.test");
                var reply = line.ask("ETRN dial.test");
                assertTrue(reply.matches("25[0123] .*"), reply);                         // RFC 1985 §5.3
                assertTrue(line.ask("ETRN p.test").startsWith("459"), "a domain that nobody keeps here");
            }
            jane.awaitMail("waiting", mail -> mail.contains("Subject: waiting"));
        } finally {
            unrelay(a, relay);
        }
    }

    /// I15: in front of a server that knows its own people.
    @Test void aGatewayAsksTheServerBehindItWhoExists() throws Exception {
        var relay = relay(a, "q.test", host(Neighbours.ADDRESS_POSTFIX));
        good(a.api().patch("forms/relay-domain/" + relay, "{\"asking\":\"next-hop\"}"));
        try (var line = new Dialogue(new Socket(a.host(), a.port("smtp")))) {
            line.reply();
            line.ask("EHLO outside.test");
            line.ask("MAIL FROM:<bob@p.test>");
            var never = line.ask("RCPT TO:<never@q.test>");
            assertTrue(never.startsWith("550 5.1.1"), never);
            var later = line.ask("RCPT TO:<later@q.test>");
            assertTrue(later.startsWith("451"), later);
            assertTrue(line.ask("RCPT TO:<carol@q.test>").startsWith("250"));
            line.ask("DATA");
            line.send("From: bob@p.test\r\nTo: carol@q.test\r\nSubject: past the gate\r\n\r\nHello.\r\n.\r\n");
            assertTrue(line.reply().startsWith("250"));
        } finally {
            arrived("carol@q.test", "past the gate");
            unrelay(a, relay);
        }
    }

    private static String relay(House house, String domain, String target) throws Exception {
        var made = good(house.api().post("forms/new-relay-domain", "{\"name\":\"" + domain + "\",\"target\":\"" + target + "\"}"));
        return made.body().replaceAll("(?s).*\"key\":\"(\\d+)\".*", "$1");
    }

    private static void unrelay(House house, String key) throws Exception { good(house.api().patch("forms/remove-relay-domain/" + key, "{}")); }
}
