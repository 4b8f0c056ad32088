package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.account.AccountQuery.Standing;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;

/// The list of postmasters and the roles that follow it; the trash, which takes the role away.
class PostmastersTest {
    private final TestHouse house = new TestHouse();
    private Account jane;
    private Account bob;

    @BeforeEach void open() {
        house.reserve();
        house.work.run(() -> house.domains.add("example.test"));
        jane = house.open("Jane", "correct horse", "jane@example.test", "jd@example.test");
        bob = house.open("Bob", "correct horse", "bob@example.test");
        house.events.clear();
    }

    @AfterEach void close() { house.close(); }

    private Account load(Account account) { return house.accounts.find(account.id()).orElseThrow(); }

    private Role role(Account account) { return house.work.call(() -> load(account).role()); }

    private List<String> listed() { return house.work.call(() -> house.postmasters.addresses()); }

    private void appoint(String... addresses) { house.work.run(() -> house.postmasters.appoint(List.of(addresses))); }

    @Test void rolesFollowTheList() {
        appoint("jd@example.test", "JANE@example.test", "bob@example.test");
        assertEquals(List.of("jd@example.test", "bob@example.test"), listed(), "an account stands there once");
        assertEquals(List.of(Role.POSTMASTER, Role.POSTMASTER), List.of(role(jane), role(bob)));
        appoint("jane@example.test");
        assertEquals(Role.USER, role(bob));
        assertEquals(List.of(new AccountClosed(bob.id(), Why.DEMOTED)), house.events, "who is none any more loses sessions");
        appoint();
        assertEquals(Role.POSTMASTER, house.work.call(() -> house.postmasters.postmaster().role()), "Postmaster always is one");
    }

    @Test void theListFollowsRolesAndAddresses() {
        house.work.run(() -> house.accounts.change(load(jane), withRole(load(jane).plan(), Role.POSTMASTER), Optional.empty()));
        assertEquals(List.of("jane@example.test"), listed());
        house.work.run(() -> house.accounts.change(load(jane), AccountsTest.withAddresses(load(jane).plan(), "jd@example.test"), Optional.empty()));
        assertEquals(List.of("jd@example.test"), listed(), "an address that was given up is replaced");
        house.work.run(() -> house.accounts.change(load(jane), withRole(load(jane).plan(), Role.USER), Optional.empty()));
        assertEquals(List.of(), listed());
        assertTrue(house.events.contains(new AccountClosed(jane.id(), Why.DEMOTED)));
    }

    @Test void onlyWhoCanSignInHereIsAppointed() {
        var carl = house.work.call(() -> house.accounts.open(AccountPlan.of("Carl", List.of("carl@example.test")), Optional.empty()));
        house.work.run(() -> house.accounts.lock(load(bob), true));
        for (var address : List.of("carl@example.test", "bob@example.test", "x@elsewhere.test", "nobody@example.test", "postmaster@example.test"))
            assertEquals("forward", assertThrows(Rejected.class, () -> appoint("jane@example.test", address)).faults().getFirst().field(), address);
        assertEquals(List.of(Role.USER, Role.USER, Role.USER), List.of(role(jane), role(bob), role(carl)), "nothing was changed");
    }

    @Test void thePlanOfPostmasterIsTheList() {
        long postmaster = house.work.call(() -> house.postmasters.postmaster().id());
        house.work.run(() -> house.deliveries.save(postmaster, new DeliveryPlan(true, List.of("bob@example.test"), true)));
        assertEquals(Role.POSTMASTER, role(bob));
        assertThrows(Rejected.class, () -> house.work.run(() -> house.deliveries.save(postmaster, new DeliveryPlan(false, List.of("bob@example.test"), true))));
    }

    @Test void whatIsInTheTrashIsUnknownAndComesBackWhole() {
        appoint("jane@example.test");
        var due = house.clock.now.plus(Duration.ofDays(30));
        house.work.run(() -> house.accounts.discard(load(jane), due));
        assertEquals(List.of(), listed());
        assertTrue(house.events.contains(new AccountClosed(jane.id(), Why.LOCKED)));
        assertTrue(house.directory.recipient(new Address("jane", "example.test")).isEmpty(), "mail to it is refused");
        assertTrue(house.work.call(() -> house.logins.find("jane@example.test")).isEmpty(), "nobody signs in");
        assertEquals("addresses", assertThrows(Rejected.class, () -> house.open("Other", "correct horse", "jd@example.test")).faults().getFirst().field(), "its addresses are taken");
        assertThrows(Rejected.class, () -> house.work.run(() -> house.accounts.lock(load(jane), false)));
        assertEquals(1, house.work.call(() -> house.search.page(AccountQuery.ALL.standing(Standing.TRASH), 0, 50)).total());
        assertEquals(0, house.work.call(() -> house.search.page(AccountQuery.ALL.text("jane"), 0, 50)).total());

        house.work.run(() -> house.accounts.restore(load(jane)));
        assertEquals(jane.id(), house.directory.recipient(new Address("jd", "example.test")).orElseThrow().account());
        assertEquals(List.of("jane@example.test", "jd@example.test"), house.work.call(() -> load(jane).addresses()));
        assertEquals(Role.USER, role(jane), "a power that was taken is given anew, not found");
        assertTrue(house.work.call(() -> !load(jane).locked() && load(jane).hasPassword()));
    }

    @Test void theTrashIsEmptiedWhenItIsDue() {
        house.work.run(() -> house.accounts.discard(load(jane), house.clock.now.plus(Duration.ofDays(30))));
        assertEquals(List.of(), house.work.call(() -> house.accounts.due(10)));
        house.clock.pass(Duration.ofDays(30));
        house.work.run(() -> house.accounts.due(10).forEach(house.accounts::delete));
        assertEquals(Optional.empty(), house.work.call(() -> house.accounts.find(jane.id())));
        house.open("Other", "correct horse", "jane@example.test");
    }

    private static AccountPlan withRole(AccountPlan p, Role role) {
        return new AccountPlan(p.name(), p.addresses(), p.login(), role, p.locked(), p.fromRewrite(), p.limits(), p.expiryDays(), p.restrictions(), p.finger(), p.listed(), p.language(), p.timeZone(), p.apop());
    }
}
