package org.posthouse.form.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Account;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Domain;
import org.posthouse.domain.LoginNames;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.form.TestForms;

class DomainFormsTest {
    private final TestHouse house = new TestHouse();
    private final DomainFormHandler domain = new DomainFormHandler();
    private final NewDomainFormHandler fresh = new NewDomainFormHandler();
    private final DeleteDomainFormHandler gone = new DeleteDomainFormHandler();
    private final LoginNamesFormHandler names = new LoginNamesFormHandler();
    private final Subject postmaster = TestForms.postmaster();
    private Account jane;

    @BeforeEach void open() {
        domain.domains = gone.domains = names.domains = house.domains.domains;
        domain.affairs = fresh.affairs = gone.affairs = house.affairs;
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> {
            house.domains.add("podunk.test");
            house.domains.add("second.test", "alias.test");
        });
        jane = house.open("Jane", "secret-123", "jane@podunk.test");
    }

    @AfterEach void close() { house.close(); }

    private Key key(String name) { return Key.of(find(name).id()); }

    private Domain find(String name) { return house.work.call(() -> house.domains.domains.find(name).orElseThrow()); }

    private DomainForm typed(String name, Map<String, List<String>> texts) { return TestForms.typed(TestForms.load(house, domain, postmaster, key(name)).form(), texts); }

    @Test void whatIsTypedIsStored() {
        var form = typed("second.test", Map.of("aliases", List.of("alias.test\nother.test"), "maxMailboxBytes", List.of("2 GB"), "expiryDays", List.of("90"), "catchAll", List.of("jane@podunk.test"),
                "administrators", List.of("jane@podunk.test"), "password", List.of("false"), "vacation", List.of(""), "localAddresses", List.of("192.0.2.7")));
        TestForms.apply(house, domain, postmaster, key("second.test"), form);
        var now = TestForms.load(house, domain, postmaster, key("second.test")).form();
        assertEquals(form, now);
        assertEquals(Set.of(UserOption.PASSWORD, UserOption.VACATION), house.domains.domains.local().find("other.test").orElseThrow().hidden());
        assertEquals(2L << 30, find("second.test").limits().mailboxBytes());
    }

    @Test void itsEffectsAreSaidBefore() {
        var form = typed("second.test", Map.of("aliases", List.of(""), "catchAll", List.of("jane@podunk.test"), "first", List.of("true"), "administrators", List.of("jane@podunk.test")));
        assertEquals(List.of("second.test becomes the first domain: people who sign in without a domain are looked for there, and no longer in podunk.test.",
                "Mail to any unknown address of second.test will no longer be refused; it will go to jane@podunk.test.",
                "jane@podunk.test will be able to manage second.test and the accounts in it.",
                "Mail to alias.test will be refused."), TestForms.effects(house, domain, "domain", postmaster, key("second.test"), form));
        assertEquals(List.of(), TestForms.effects(house, domain, "domain", postmaster, key("second.test"), typed("second.test", Map.of("maxAccounts", List.of("5")))));
    }

    @Test void anotherDomainIsMadeTheFirstNotThisOneTheLast() {
        assertEquals("first: one domain is always the first; make another one the first instead",
                assertThrows(Rejected.class, () -> TestForms.apply(house, domain, postmaster, key("podunk.test"), typed("podunk.test", Map.of("first", List.of("false"))))).getMessage());
        TestForms.apply(house, domain, postmaster, key("second.test"), typed("second.test", Map.of("first", List.of("true"))));
        assertEquals("second.test", house.domains.domains.local().first().orElseThrow().name());
    }

    @Test void itsAdministratorsReachItAndNoOther() {
        var second = key("second.test");
        var administrator = TestForms.subject(jane, second.id());
        assertEquals("second.test", TestForms.load(house, domain, administrator, second).name());
        assertThrows(Forbidden.class, () -> TestForms.load(house, domain, administrator, key("podunk.test")));
        assertThrows(Forbidden.class, () -> TestForms.load(house, domain, TestForms.subject(jane), second));
        assertThrows(Forbidden.class, () -> TestForms.load(house, domain, administrator, new Key("7")));
        assertThrows(Rejected.class, () -> TestForms.load(house, domain, postmaster, new Key("7")));
    }

    @Test void theVersionChangesWithEverything() {
        var second = key("second.test");
        var before = TestForms.load(house, domain, postmaster, second).version();
        TestForms.apply(house, domain, postmaster, second, typed("second.test", Map.of("administrators", List.of("jane@podunk.test"))));
        assertTrue(!before.equals(TestForms.load(house, domain, postmaster, second).version()));
    }

    @Test void aNewDomainLeadsToItsRecords() {
        var applied = TestForms.apply(house, fresh, postmaster, Key.NONE, new NewDomainForm("Third.TEST", List.of(), 10, 1 << 20, 30));
        assertEquals("third.test", applied.name());
        assertEquals(Optional.of("/admin/dns-records/third.test"), applied.next());
        assertEquals(30, find("third.test").expiryDays());
        assertEquals("name: third.test is a domain already", assertThrows(Rejected.class, () -> TestForms.apply(house, fresh, postmaster, Key.NONE, new NewDomainForm("third.test", List.of(), 0, 0, 0))).getMessage());
    }

    @Test void onlyADomainWithoutAccountsCloses() {
        assertThrows(Rejected.class, () -> TestForms.effects(house, gone, "delete-domain", postmaster, key("podunk.test"), new DeleteDomainForm()));
        assertEquals(List.of("Mail to any address in second.test will be refused.", "So will mail to its other names: alias.test."),
                TestForms.effects(house, gone, "delete-domain", postmaster, key("second.test"), new DeleteDomainForm()));
        TestForms.apply(house, gone, postmaster, key("second.test"), new DeleteDomainForm());
        assertTrue(house.domains.domains.find("second.test").isEmpty());
    }

    @Test void signInNamesAreOneFormOfTheHouse() {
        assertEquals(List.of("People of podunk.test who sign in without their domain will be refused until they type their whole address."),
                TestForms.effects(house, names, "login-names", postmaster, Key.NONE, new LoginNamesForm(false, "% #")));
        TestForms.apply(house, names, postmaster, Key.NONE, new LoginNamesForm(false, "% #"));
        assertEquals(new LoginNames("%#", false), house.domains.domains.local().names());
        assertEquals(new LoginNamesForm(false, "% #"), TestForms.load(house, names, postmaster, Key.NONE).form());
        assertEquals(1, TestForms.effects(house, names, "login-names", postmaster, Key.NONE, new LoginNamesForm(true, "%")).size());
        assertThrows(Rejected.class, () -> TestForms.apply(house, names, postmaster, Key.NONE, new LoginNamesForm(true, "@")));
    }
}
