package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.mime.Address;

class DirectoryTest {
    private final TestHouse house = new TestHouse();

    @BeforeEach void open() {
        house.setUp.prepare(java.util.Optional.of("example.test"), java.util.Optional.of("postmaster pass"));
        house.work.run(() -> house.domains.domains.add(new DomainPlan("second.test", List.of("alias.test"), new DomainLimits(0, 5000, 50, 500))));
        house.open("Jane", "correct horse", "jane@example.test", "j.doe@second.test");
        house.open("Bob", "correct horse", "bob@second.test", "bob+plus@second.test");
    }

    @AfterEach void close() { house.close(); }

    @ParameterizedTest(name = "{0}@{1} is {2}, detail {3}")
    @CsvSource(textBlock = """
            jane,          example.test, jane@example.test,       ''
            JANE,          Example.Test, jane@example.test,       ''
            jane,          second.test,  nobody,                  ''
            j.doe,         alias.test,   jane@example.test,       ''
            jane+lists,    example.test, jane@example.test,       lists
            jane+A+b,      example.test, jane@example.test,       A+b
            +jane,         example.test, nobody,                  ''
            bob+plus,      second.test,  bob@second.test,         ''
            nobody+x,      second.test,  nobody,                  ''
            jane,          elsewhere.test, nobody,                ''
            jane,          '',           nobody,                  ''
            postmaster,    '',           postmaster@example.test, ''
            PostMaster,    alias.test,   postmaster@example.test, ''
            abuse,         second.test,  postmaster@example.test, ''
            mailer-daemon, example.test, postmaster@example.test, ''
            abuse,         '',           nobody,                  ''
            """)
    void anAddressLeadsTo(String local, String domain, String primary, String detail) {
        for (int round = 0; round < 2; round++) {                        // asked, then remembered
            var found = house.directory.recipient(new Address(local, domain));
            assertEquals(primary, found.map(r -> r.primary().toString()).orElse("nobody"));
            assertEquals(detail, found.map(LocalRecipient::detail).orElse(""));
        }
    }

    @Test void limitsComeFromTheAccountAndElseFromItsDomain() {
        assertEquals(new MailboxLimits(0, 0, 0), house.directory.recipient(new Address("jane", "example.test")).orElseThrow().limits());
        assertEquals(new MailboxLimits(5000, 50, 500), house.directory.recipient(new Address("bob", "second.test")).orElseThrow().limits());
    }

    @Test void aRememberedAnswerAsksNothing() {
        house.directory.recipient(new Address("jane", "example.test"));
        house.directory.recipient(new Address("nobody", "example.test"));
        long before = house.queries;
        for (int i = 0; i < 1000; i++) {
            house.directory.recipient(new Address("jane", "example.test"));
            house.directory.recipient(new Address("nobody", "example.test"));
        }
        assertEquals(before, house.queries);
    }

    @Test void aChangeIsSeenByTheNextLook() {
        var carol = new Address("carol", "example.test");
        assertTrue(house.directory.recipient(carol).isEmpty());
        var account = house.open("Carol", "correct horse", "carol@example.test");
        assertEquals(account.id(), house.directory.recipient(carol).orElseThrow().account());
        house.work.run(() -> house.accounts.delete(house.accounts.find(account.id()).orElseThrow()));
        assertTrue(house.directory.recipient(carol).isEmpty());
        house.work.run(() -> house.domains.add("third.test"));
        assertTrue(house.directory.isLocal(new Address("x", "THIRD.test")));
    }

    @Test void aChangeOfAnotherNodeIsSeenWithinASecond() {
        var jane = new Address("jane", "example.test");
        assertTrue(house.directory.recipient(jane).isPresent());
        house.work.run(() -> {                                           // as another node would: no event reaches this one
            house.accounts.database.createQuery("delete from AccountAddress x where x.key = 'jane@example.test'").executeUpdate();
            house.accounts.database.createNativeQuery("UPDATE directory_version SET version = version + 1").executeUpdate();
        });
        assertTrue(house.directory.recipient(jane).isPresent());
        house.clock.pass(Duration.ofSeconds(1));
        assertTrue(house.directory.recipient(jane).isEmpty());
    }
}
