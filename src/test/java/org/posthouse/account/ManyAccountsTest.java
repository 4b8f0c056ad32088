package org.posthouse.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.posthouse.account.AccountQuery.Sort;
import org.posthouse.account.AccountQuery.Standing;
import org.posthouse.domain.Domain;

/// A house with 100,000 accounts stays quick to look through. Name another database with `posthouse.test.database`.
@Tag("slow") class ManyAccountsTest {
    private static final int MANY = Integer.getInteger("posthouse.test.accounts", 100_000);
    private static final Duration MOST = Duration.ofMillis(300);
    private static final String[] GIVEN = {"Jane", "John", "Aiko", "Bernard", "Chiara", "Dmitri", "Esther", "Femke", "Giorgio", "Hana", "Ivan", "Jocelyn", "Kenji", "Lucia", "Mei"};
    private static final String[] FAMILY = {"Doe", "Sato", "Smith", "Yamada", "Okonkwo", "Garcia", "Wang", "Müller", "O'Neil", "Rossi", "Silva", "Novak", "Kim", "Larsen", "Dubois", "Haas", "Berg"};

    private final List<String> slow = new ArrayList<>();

    @Test void aListASearchAndAnAccountOpenQuickly() {
        try (var house = new TestHouse()) {
            var home = house.work.call(() -> house.domains.add("example.test"));
            var other = house.work.call(() -> house.domains.add("second.test"));
            long began = System.nanoTime();
            open(house, Map.of("example.test", home.id(), "second.test", other.id()));
            System.getLogger("many").log(System.Logger.Level.INFO, "opened {0} in {1} s", MANY, (System.nanoTime() - began) / 1_000_000_000);
            lookAround(house, home, other);                              // the machine warms up
            slow.clear();
            house.work.run(() -> {                                       // and H2 forgets the answers it has given
                house.accounts.open(AccountPlan.of("One More", List.of("more@example.test")), Optional.empty());
                house.accounts.discard(house.accounts.find("more@example.test").orElseThrow(), house.clock.now);
            });
            lookAround(house, home, other);
            assertEquals(List.of(), slow, "slower than " + MOST.toMillis() + " ms");
        }
    }

    private void lookAround(TestHouse house, Domain home, Domain other) {
        for (var sort : Sort.values()) {
            look("first page by " + sort, house, AccountQuery.ALL.sort(sort), 0, MANY);
            look("last page by " + sort, house, AccountQuery.ALL.sort(sort), MANY - MANY / 100, MANY);
        }
        for (var standing : Standing.values()) look("filter " + standing, house, AccountQuery.ALL.standing(standing), 0, -1);
        look("one domain", house, AccountQuery.ALL.domain(other.id()), 0, MANY / 10);
        look("one domain by address", house, AccountQuery.ALL.domain(other.id()).sort(Sort.ADDRESS), 0, MANY / 10);
        look("of a domain administrator", house, AccountQuery.ALL.within(Set.of(other.id())), 0, MANY / 10);
        look("search one", house, AccountQuery.ALL.text("p" + MANY / 2), 0, -1);
        look("search two words", house, AccountQuery.ALL.text("jan smi"), 0, -1);
        look("search a common word", house, AccountQuery.ALL.text("jane"), 0, -1);
        look("search a letter", house, AccountQuery.ALL.text("p"), 0, Math.min(MANY, AccountSearch.MOST_COUNTED));
        look("search a letter within a domain", house, AccountQuery.ALL.text("j").within(Set.of(other.id())), 0, -1);
        look("search an address", house, AccountQuery.ALL.text("p77@second"), 0, -1);
        look("search a domain", house, AccountQuery.ALL.text("second.test"), 0, Math.min(MANY / 10, AccountSearch.MOST_COUNTED));
        look("search in the middle of a word", house, AccountQuery.ALL.text("konkw"), 0, -1);
        look("search what nobody has", house, AccountQuery.ALL.text("zzyzx"), 0, 0);
        timed("counts", () -> house.search.counted(Optional.empty()), house);
        timed("counts of two domains", () -> house.search.counted(Optional.of(Set.of(home.id(), other.id()))), house);
        timed("open an account", () -> house.accounts.find("p4711@" + home(4711)).orElseThrow().plan(), house);
    }

    private static String home(int i) { return i % 10 == 7 ? "second.test" : "example.test"; }

    /// Straight into the tables: to open so many takes half an hour.
    private static void open(TestHouse house, Map<String, Long> domains) {
        var hash = house.hashed("correct horse").hash();
        house.accounts.database.unwrap(Session.class).doWork(connection -> {
            boolean own = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (var account = connection.prepareStatement("INSERT INTO account (id, version, domain_id, name, login, role, locked, from_rewrite, max_mailbox_bytes, max_messages, max_message_bytes, "
                    + "expiry_days, finger, listed, language, time_zone, created, last_sign_in, trashed, password_set, words_made, sort_address) VALUES (?, 0, ?, ?, ?, 'USER', ?, 'NONE', 0, 0, 0, 0, '', TRUE, '', '', ?, ?, ?, ?, 1, ?)");
                 var address = connection.prepareStatement("INSERT INTO account_address (address_key, account_id, position, address, domain_id) VALUES (?, ?, 0, ?, ?)");
                 var word = connection.prepareStatement("INSERT INTO account_word (word, account_id) VALUES (?, ?)");
                 var credential = connection.prepareStatement("INSERT INTO credential (id, account_id, kind, secret, created) VALUES (?, ?, 'PASSWORD', ?, ?)")) {
                for (int i = 1; i <= MANY; i++) {
                    var name = GIVEN[i % GIVEN.length] + " " + FAMILY[i % FAMILY.length] + " " + i;
                    var login = "p" + i;
                    var at = Timestamp.from(house.clock.now.plusSeconds(i * 7919L % 1_000_003));
                    fill(account, (long) i, domains.get(home(i)), name, login, i % 50 == 2, at, i % 3 == 0 ? null : at, i % 1000 == 3 ? at : null, i % 100 != 1, login + "@" + home(i));
                    fill(address, login + "@" + home(i), (long) i, login + "@" + home(i), domains.get(home(i)));
                    var words = new HashSet<>(Words.split(name));
                    words.add(login);
                    for (var each : words) fill(word, each, (long) i);
                    if (i % 100 != 1) fill(credential, (long) i, (long) i, hash, at);
                    if (i % 1000 == 0 || i == MANY) {
                        for (var statement : List.of(account, address, word, credential)) statement.executeBatch();
                        connection.commit();
                    }
                }
            }
            connection.setAutoCommit(own);
        });
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
        statement.addBatch();
    }

    private void look(String what, TestHouse house, AccountQuery query, int first, long about) {
        long found = timed(what, () -> {
            var page = house.search.page(query, first, 50);
            page.items().forEach(Account::addresses);
            return page.total();
        }, house);
        if (about >= 0) assertTrue(found <= about && found >= about * 0.99 - 10, what + ": " + found);
    }

    private <T> T timed(String what, Supplier<T> work, TestHouse house) {
        long began = System.nanoTime();
        T result = house.work.call(work);
        long took = System.nanoTime() - began;
        System.getLogger("many").log(System.Logger.Level.INFO, "{0} ms: {1}", took / 1_000_000, what);
        if (took > MOST.toNanos()) slow.add(what + ": " + took / 1_000_000 + " ms");
        return result;
    }
}
