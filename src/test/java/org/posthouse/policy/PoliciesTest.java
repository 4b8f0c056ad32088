package org.posthouse.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Sender;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.policy.BlockLine.Verdict;
import org.posthouse.policy.BlockLine.What;
import org.posthouse.policy.Rule.Way;

class PoliciesTest {
    private final TestHouse house = new TestHouse(TestPolicies.entities());
    private final Policies policies = TestPolicies.of(house);

    @AfterEach void close() { house.close(); }

    private static InetAddress ip(String text) { return InetAddress.ofLiteral(text); }

    private static Sender from(String address) { return Sender.of(address.isEmpty() ? Path.NULL : Path.to(address.split("@")[0], address.split("@")[1])); }

    @Test void aNetworkMayRelayForWhomItIsListed() {
        assertTrue(policies.now().relaying().permits(ip("192.0.2.7"), from("a@example.org")).isEmpty(), "closed unless somebody opens it");
        house.work.run(() -> policies.relay(List.of(new RelayLine("192.0.2.0/24", ""), new RelayLine("2001:db8::/32", "example.org"))));
        assertTrue(policies.now().relaying().permits(ip("192.0.2.7"), from("a@example.org")).isPresent());
        assertTrue(policies.now().relaying().permits(ip("192.0.2.7"), from("")).isPresent());
        assertTrue(policies.now().relaying().permits(ip("192.0.3.7"), from("a@example.org")).isEmpty());
        assertTrue(policies.now().relaying().permits(ip("2001:db8::1"), from("a@Sub.Example.ORG")).isPresent());
        assertTrue(policies.now().relaying().permits(ip("2001:db8::1"), from("a@notexample.org")).isEmpty());
        assertTrue(policies.now().relaying().permits(ip("2001:db8::1"), from("")).isEmpty());
        assertTrue(policies.now().relaying().permits(ip("198.51.100.1"), from("a@example.org")).isEmpty(), "a sender's domain alone opens nothing");
    }

    @Test void theFirstLineThatFitsDecides() {
        house.work.run(() -> policies.blocks(List.of(new BlockLine(Verdict.ALLOW, What.SENDER, "good@bad.example"), new BlockLine(Verdict.BLOCK, What.DOMAIN, "bad.example"),
                new BlockLine(Verdict.BLOCK, What.CLIENT, "203.0.113.0/24"), new BlockLine(Verdict.BLOCK, What.SENDER, "promo-*@*"), new BlockLine(Verdict.BLOCK, What.RECIPIENT, "closed@example.test"))));
        assertEquals("", blocked("192.0.2.1", "good@bad.example", "jane@example.test"));
        assertEquals("bad.example", blocked("192.0.2.1", "other@Mail.Bad.Example", "jane@example.test"));
        assertEquals("203.0.113.0/24", blocked("203.0.113.9", "", "jane@example.test"));
        assertEquals("promo-*@*", blocked("192.0.2.1", "Promo-77@shop.example", "jane@example.test"));
        assertEquals("closed@example.test", blocked("192.0.2.1", "a@b.example", "CLOSED@example.test"));
        assertEquals("", blocked("192.0.2.1", "a@b.example", "jane@example.test"));
    }

    private String blocked(String client, String sender, String recipient) {
        var address = recipient.split("@");
        return policies.now().blocks().against(ip(client), from(sender).path(), new Address(address[0], address[1])).map(BlockLine::pattern).orElse("");
    }

    @Test void rulesKeepTheOrderTheyAreGiven() {
        for (var name : List.of("one", "two", "three")) house.work.run(() -> policies.add(rule(0, name)));
        assertEquals("1 one, 2 two, 3 three", order());
        long three = house.work.call(() -> policies.rules().getLast().rule().id());
        house.work.run(() -> policies.change(rule(three, "drei"), 1));
        assertEquals("1 drei, 2 one, 3 two", order());
        house.work.run(() -> policies.remove(three));
        assertEquals("1 one, 2 two", order());
        assertFalse(policies.now().rules().isEmpty());
        assertThrows(Rejected.class, () -> house.work.run(() -> policies.remove(three)));
    }

    private static Rule rule(long id, String name) {
        return new Rule(id, 0, name, true, Way.BOTH, true, false, List.of(new RuleTest(RuleTest.What.SUBJECT, "", RuleTest.How.CONTAINS, name, false)), List.of(new RuleAct(RuleAct.Deed.HOLD, "")));
    }

    private String order() { return house.work.call(() -> policies.rules().stream().map(placed -> placed.place() + " " + placed.rule().name()).collect(Collectors.joining(", "))); }

    @Test void readersLookAgainOnlyWhenSomethingChanged() {
        var before = policies.now();
        house.work.run(() -> house.domains.changes.touch());
        assertTrue(before == policies.now(), "something else changed");
        house.work.run(() -> policies.add(rule(0, "new")));
        assertTrue(before.version() < policies.now().version());
    }
}
