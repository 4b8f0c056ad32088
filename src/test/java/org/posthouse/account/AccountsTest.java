package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.AccountClosed.Why;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.domain.Rejected;

class AccountsTest {
    private final TestHouse house = new TestHouse();

    @BeforeEach void openDomains() {
        house.work.run(() -> {
            house.domains.add("example.test", "mail.example.test");
            house.domains.add("second.test");
        });
    }

    @AfterEach void close() { house.close(); }

    @Test void anOpenedAccountHasWhatWasAskedFor() {
        var jane = house.open("Jane Doe", "correct horse", "Jane.Doe@Example.TEST", "jane@mail.example.test");
        var read = house.work.call(() -> load(jane.id()));
        assertEquals("Jane Doe", read.name());
        assertEquals(List.of("Jane.Doe@example.test", "jane@example.test"), read.addresses(), "the owner's spelling, the domain's own name");
        assertEquals("jane.doe", read.login());
        assertEquals(Role.USER, read.role());
        assertEquals(house.clock.now, read.created());
        assertTrue(read.hasPassword());
        assertFalse(read.apop());
        assertTrue(jane.id() < 1L << 53, "exact in JSON");
        assertEquals(List.of(new AccountOpened(jane.id(), false)), house.events);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} names {4}")
    @CsvSource(textBlock = """
            Jane, jane@example.test,        '',           CONFLICT, addresses
            Jane, JANE@EXAMPLE.test,        '',           CONFLICT, addresses
            Jane, jane@mail.example.test,   '',           CONFLICT, addresses
            Jane, jane@second.test,         '',           '',       ''
            Jane, other@example.test,       jane,         CONFLICT, login
            Jane, other@example.test,       second,       CONFLICT, login
            Jane, doe@example.test,         free,         CONFLICT, addresses
            Jane, postmaster@example.test,  '',           INVALID,  addresses
            Jane, Mailer-Daemon@second.test,'',           INVALID,  addresses
            Jane, x@elsewhere.test,         '',           INVALID,  addresses
            Jane, no address,               '',           INVALID,  addresses
            Jane, .x@example.test,          '',           INVALID,  addresses
            Jane, '"a b"@example.test',     ab,           '',       ''
            '',   x@example.test,           '',           INVALID,  name
            Jane, x@example.test,           a@b,          INVALID,  login
            Jane, x@example.test,           postmaster,   INVALID,  login
            """)
    void anAddressAndALoginLeadToOneAccountOnly(String name, String address, String login, String kind, String field) {
        house.work.run(() -> {
            house.accounts.open(AccountPlan.of("First", List.of("jane@example.test", "second@example.test")), Optional.empty());
            var doe = AccountPlan.of("Doe", List.of("d@example.test"));
            house.accounts.open(withLogin(doe, "doe"), Optional.empty());
        });
        var plan = withLogin(AccountPlan.of(name, List.of(address)), login);
        if (kind.isEmpty()) {
            house.work.run(() -> house.accounts.open(plan, Optional.empty()));
            return;
        }
        var rejected = assertThrows(Rejected.class, () -> house.work.run(() -> house.accounts.open(plan, Optional.empty())));
        assertEquals(kind, rejected.kind().name(), rejected.getMessage());
        assertEquals(field, rejected.faults().getFirst().field(), rejected.getMessage());
    }

    @Test void everyFaultIsToldAtOnce() {
        var plan = new AccountPlan(" ", List.of("x@elsewhere.test"), Optional.of("a b"), Role.USER, false, FromRewrite.NONE, MailboxLimits.INHERITED, -1,
                List.of("not a network!"), "f".repeat(2001), true, "x_y", "Mars/Olympus", false);
        var rejected = assertThrows(Rejected.class, () -> house.work.run(() -> house.accounts.open(plan, Optional.empty())));
        assertEquals(List.of("name", "addresses", "login", "restrictions", "expiryDays", "finger", "language", "timeZone"),
                rejected.faults().stream().map(Rejected.Fault::field).toList());
    }

    @Test void addressesCanBeReorderedAndReplaced() {
        var jane = house.open("Jane", "correct horse", "a@example.test", "b@example.test", "c@example.test");
        house.work.run(() -> {
            var account = load(jane.id());
            house.accounts.change(account, withAddresses(account.plan(), "c@example.test", "d@second.test", "A@example.test"), Optional.empty());
        });
        assertEquals(List.of("c@example.test", "d@second.test", "A@example.test"), house.work.call(() -> load(jane.id()).addresses()));
        house.open("Bea", "correct horse", "b@example.test");
    }

    @Test void thePrimaryAddressDecidesTheDomain() {
        var jane = house.open("Jane", "correct horse", "a@example.test");
        house.work.run(() -> {
            var account = load(jane.id());
            house.accounts.change(account, withAddresses(account.plan(), "a@second.test", "a@example.test"), Optional.empty());
        });
        assertEquals("second.test", house.work.call(() -> load(jane.id()).domain().orElseThrow().name()));
    }

    @Test void sessionsEndWhenAnAccountIsLockedOrDeletedOrGetsAPassword() {
        var jane = house.open("Jane", "correct horse", "jane@example.test");
        house.events.clear();
        house.work.run(() -> house.accounts.change(load(jane.id()), locked(load(jane.id()).plan()), Optional.empty()));
        house.work.run(() -> house.accounts.change(load(jane.id()), locked(load(jane.id()).plan()), Optional.empty()));
        house.work.run(() -> house.accounts.change(load(jane.id()), load(jane.id()).plan(), Optional.of(house.hashed("battery staple"))));
        house.work.run(() -> house.accounts.delete(load(jane.id())));
        assertEquals(List.of(new AccountClosed(jane.id(), Why.LOCKED), new AccountClosed(jane.id(), Why.PASSWORD), new AccountClosed(jane.id(), Why.DELETED)), house.events);
        assertTrue(house.work.call(() -> house.accounts.find(jane.id()).isEmpty()));
        assertTrue(house.open("Jane again", "correct horse", "jane@example.test").id() > jane.id());
    }

    @Test void apopIsKeptOnlyForThoseWhoAskWithTheirPassword() {
        var jane = house.open("Jane", "correct horse", "jane@example.test");
        assertThrows(Rejected.class, () -> house.work.run(() -> house.accounts.change(load(jane.id()), apop(load(jane.id()).plan(), true), Optional.empty())));
        house.work.run(() -> house.accounts.change(load(jane.id()), apop(load(jane.id()).plan(), true), Optional.of(house.hashed("correct horse"))));
        assertTrue(house.work.call(() -> load(jane.id()).apop()));
        house.work.run(() -> house.accounts.change(load(jane.id()), apop(load(jane.id()).plan(), false), Optional.empty()));
        assertFalse(house.work.call(() -> load(jane.id()).apop()));
    }

    @Test void aDomainTakesNoMoreAccountsThanItsLimit() {
        house.work.run(() -> house.domains.domains.add(new DomainPlan("small.test", List.of(), new DomainLimits(1, 0, 0, 0))));
        house.open("One", "correct horse", "one@small.test");
        assertThrows(Rejected.class, () -> house.open("Two", "correct horse", "two@small.test"));
    }

    @Test void aDomainWithAddressesStays() {
        house.open("Jane", "correct horse", "jane@example.test", "jane@second.test");
        var rejected = assertThrows(Rejected.class, () -> house.work.run(() -> house.domains.domains.remove(house.domains.domains.find("second.test").orElseThrow())));
        assertEquals(Rejected.Kind.CONFLICT, rejected.kind());
    }

    @Test void searchFindsNamesLoginsAndAddressesPageByPage() {
        house.work.run(() -> {
            for (int i = 0; i < 25; i++) house.accounts.open(AccountPlan.of("Person %02d".formatted(i), List.of("p%d@example.test".formatted(i))), Optional.empty());
            house.accounts.open(AccountPlan.of("100% O'Neil_x", List.of("o.neil@second.test")), Optional.empty());
        });
        house.work.run(() -> {
            var page = house.search.page(AccountQuery.ALL.text("person"), 10, 10);
            assertEquals(25, page.total());
            assertEquals("Person 10", page.items().getFirst().name());
            assertEquals(10, page.items().size());
            assertEquals(1, found("O'NEIL"));
            assertEquals(1, found("second.TEST"));
            assertEquals(1, found("0% o"), "no word begins so, but a name has it");
            assertEquals(0, found("1_0"), "no wildcards from outside");
            assertEquals(26, house.search.page(AccountQuery.ALL, 0, 100).items().size());
        });
    }

    private long found(String text) { return house.search.page(AccountQuery.ALL.text(text), 0, 10).total(); }

    private Account load(long id) { return house.accounts.find(id).orElseThrow(); }

    static AccountPlan withLogin(AccountPlan p, String login) {
        return new AccountPlan(p.name(), p.addresses(), Optional.of(login), p.role(), p.locked(), p.fromRewrite(), p.limits(), p.expiryDays(), p.restrictions(), p.finger(), p.listed(), p.language(), p.timeZone(), p.apop());
    }

    static AccountPlan withAddresses(AccountPlan p, String... addresses) {
        return new AccountPlan(p.name(), List.of(addresses), p.login(), p.role(), p.locked(), p.fromRewrite(), p.limits(), p.expiryDays(), p.restrictions(), p.finger(), p.listed(), p.language(), p.timeZone(), p.apop());
    }

    static AccountPlan locked(AccountPlan p) {
        return new AccountPlan(p.name(), p.addresses(), p.login(), p.role(), true, p.fromRewrite(), p.limits(), p.expiryDays(), p.restrictions(), p.finger(), p.listed(), p.language(), p.timeZone(), p.apop());
    }

    static AccountPlan restricted(AccountPlan p, String... to) {
        return new AccountPlan(p.name(), p.addresses(), p.login(), p.role(), p.locked(), p.fromRewrite(), p.limits(), p.expiryDays(), List.of(to), p.finger(), p.listed(), p.language(), p.timeZone(), p.apop());
    }

    static AccountPlan apop(AccountPlan p, boolean on) {
        return new AccountPlan(p.name(), p.addresses(), p.login(), p.role(), p.locked(), p.fromRewrite(), p.limits(), p.expiryDays(), p.restrictions(), p.finger(), p.listed(), p.language(), p.timeZone(), on);
    }
}
