package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.database.Database;
import org.posthouse.mime.Domains;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.QueueQuery.Sort;
import org.posthouse.store.RecordId;

/// What people find in the queue.
class QueueSearchTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID SEGMENT = new UUID(1, 2);
    private static int count;

    private final Rows rows = new Rows();
    private final QueueSearch search = new QueueSearch();
    private JdbcConnectionPool pool;
    private long ids = 1;

    @BeforeEach void open() throws Exception {
        var url = System.getProperty("posthouse.test.database", "jdbc:h2:mem:search" + ++count + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1");
        DataSource source;
        if (url.startsWith("jdbc:h2")) source = pool = JdbcConnectionPool.create(url, "root", "");
        else source = server(url);
        try (var connection = source.getConnection(); var statement = connection.createStatement(); var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            for (var file : files.filter(f -> f.getFileName().toString().matches("(V02[01]\\d|V0720)__.*")).sorted().toList())
                statement.execute(Files.readAllLines(file).stream().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n")).replaceFirst(";\\s*$", ""));
        }
        rows.database = search.database = new Database() { @Override public DataSource source() { return source; } };
        search.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static DataSource server(String url) throws Exception {
        try (var connection = DriverManager.getConnection(url, "root", ""); var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + connection.getCatalog());
        }
        var source = new com.mysql.cj.jdbc.MysqlConnectionPoolDataSource();
        source.setUrl(url);
        source.setUser("root");
        return source;
    }

    @AfterEach void close() { if (pool != null) pool.dispose(); }

    private Delivery delivery(int record, String sender, String recipient, State state, Duration age, long octets, Remark last) {
        return new Delivery(ids++, new RecordId(SEGMENT, record), 0, sender, recipient, recipient, Set.of(), "", 0, "smtp", "", "mx:" + recipient.substring(recipient.indexOf('@') + 1), state, state == State.HELD ? "too many at once" : "", last == Remark.NONE ? 0 : 3,
                NOW.minus(age), NOW.plusSeconds(ids), false, octets, last);
    }

    private void add(Delivery... deliveries) { rows.add(java.util.Arrays.stream(deliveries).map(delivery -> new Rows.Row(delivery, new byte[0])).toList(), _ -> false); }

    private void some() {
        add(delivery(1, "jane@example.test", "bob@far.example", State.WAITING, Duration.ofMinutes(3), 100, Remark.NONE),
                delivery(1, "jane@example.test", "ann@far.example", State.WAITING, Duration.ofMinutes(3), 100, new Remark("mx.far.example", 451, "4.2.1", "Try 100% later", "")),
                delivery(2, "", "Zoe@mx.far.example", State.HELD, Duration.ofHours(7), 9_000_000, Remark.NONE),
                delivery(3, "eve@other.test", "jane@example.test", State.ON_CALL, Duration.ofHours(30), 5000, Remark.NONE));
    }

    private static QueueQuery query(String domain, String sender, String recipient, String state, String reason, String older, String larger) {
        return new QueueQuery(text(domain), text(sender), text(recipient), Optional.ofNullable(state).map(State::valueOf), text(reason), older == null ? Duration.ZERO : Duration.parse(older), larger == null ? 0 : Long.parseLong(larger), Optional.empty(), Optional.empty(), Sort.OLDEST);
    }

    private static String text(String given) { return given == null ? "" : given; }

    private String found(QueueQuery query) { return search.page(query, 0, 50).items().stream().map(Delivery::recipient).sorted().collect(Collectors.joining(" ")); }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            far.example    |              |          |         |         |      |        | ann@far.example bob@far.example
            *.far.example  |              |          |         |         |      |        | Zoe@mx.far.example
                           | JANE         |          |         |         |      |        | ann@far.example bob@far.example
                           | <>           |          |         |         |      |        | Zoe@mx.far.example
                           |              | zoe      |         |         |      |        | Zoe@mx.far.example
                           |              | jane@    |         |         |      |        | jane@example.test
                           |              |          | HELD    |         |      |        | Zoe@mx.far.example
                           |              |          |         | 100%    |      |        | ann@far.example
                           |              |          |         | 1_0     |      |        |
                           |              |          |         | at once |      |        | Zoe@mx.far.example
                           |              |          |         |         | PT4H |        | Zoe@mx.far.example jane@example.test
                           |              |          |         |         |      | 5000   | Zoe@mx.far.example
            far.example    | jane         | ann      | WAITING | later   |      | 99     | ann@far.example
            far.example    | ' OR 1=1 --  |          |         |         |      |        |
            """, quoteCharacter = '~')
    void filtersLetThroughWhatTheySay(String domain, String sender, String recipient, String state, String reason, String older, String larger, String found) {
        some();
        assertEquals(text(found), found(query(domain, sender, recipient, state, reason, older, larger)));
    }

    @Test void administratorsOfDomainsSeeMailToAndFromThem() {
        some();
        assertEquals("ann@far.example bob@far.example jane@example.test", found(QueueQuery.ALL.within(Optional.of(List.of("example.test")))));
        assertEquals("", found(QueueQuery.ALL.within(Optional.of(List.of("ample.test")))));
        assertEquals("", found(QueueQuery.ALL.within(Optional.of(List.of()))));
        assertEquals(List.of(), search.among(List.of(1L, 2L, 3L, 4L), Optional.of(List.of("elsewhere.test"))));
        assertEquals(List.of(1L, 2L, 4L), search.among(List.of(1L, 2L, 3L, 4L, 99L), Optional.of(List.of("example.test"))));
        assertEquals(1, search.states(Optional.of(List.of("example.test"))).get(State.ON_CALL));
        assertEquals(0, search.states(Optional.of(List.of("example.test"))).get(State.HELD));
    }

    @Test void sortsAsItSays() {
        some();
        var orders = Map.of(Sort.OLDEST, List.of(4L, 3L, 1L, 2L), Sort.NEWEST, List.of(2L, 1L, 3L, 4L), Sort.NEXT, List.of(1L, 2L, 3L, 4L), Sort.LARGEST, List.of(3L, 4L, 1L, 2L), Sort.DOMAIN, List.of(4L, 1L, 2L, 3L));
        orders.forEach((sort, order) -> assertEquals(order, search.page(QueueQuery.ALL.sort(sort), 0, 50).items().stream().map(Delivery::id).toList(), sort.toString()));
        assertEquals(List.of(1L), search.page(QueueQuery.ALL, 2, 1).items().stream().map(Delivery::id).toList());
        assertEquals(List.of(1L, 2L), search.ids(QueueQuery.of(new RecordId(SEGMENT, 1))));
    }

    @Test void agesAreCountedInTheirColumns() {
        some();
        var ages = search.ages(Optional.empty());
        assertEquals(List.of("far.example", "example.test", "mx.far.example"), ages.domains().stream().map(QueueSearch.Age::domain).toList());
        assertEquals(List.of(2L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), ages.domains().getFirst().counts());
        assertEquals(List.of(2L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 1L), ages.all().counts());
        assertEquals(4, ages.all().total());
    }

    @Test void nothingIsNoFault() {
        assertEquals(0, search.page(QueueQuery.ALL, 0, 50).total());
        assertEquals(Optional.empty(), search.oldest());
        assertEquals(0, search.ages(Optional.empty()).all().total());
        assertEquals(List.of(), search.whole(List.of(1L)));
    }

    @Test void whatIsStuckIsWhatWasTriedInVain() {
        add(delivery(1, "a@b.test", "x@far.example", State.WAITING, Duration.ofHours(5), 1, new Remark("", 0, "4.4.1", "no answer", "")), delivery(1, "a@b.test", "y@far.example", State.WAITING, Duration.ofHours(5), 1, Remark.NONE),
                delivery(1, "a@b.test", "z@far.example", State.WAITING, Duration.ofHours(3), 1, new Remark("", 0, "4.4.1", "no answer", "")));
        assertEquals(1, search.late(Duration.ofHours(4), Optional.empty()));
        assertEquals(Optional.of(NOW.minus(Duration.ofHours(5))), search.oldest());
    }

    /// Each page of the queue, as people turn them.
    @Tag("slow") @Test void aHundredThousandRowsAreFoundQuickly() {
        for (int thousand = 0; thousand < 100; thousand++) {
            int of = thousand;
            add(IntStream.range(0, 1000).mapToObj(i -> delivery(of * 1000 + i, "sender" + i + "@example.test", "user" + i + "@" + Domains.key("d" + (of * 1000 + i) % 30_000 + ".example"), State.values()[i % 50 == 0 ? 1 : 0],
                    Duration.ofSeconds(of * 4000 + i), 1000 + i, new Remark("mx.example", 451, "4.7.1", "greylisted, come back in " + i + " seconds", "TLSv1.3"))).toArray(Delivery[]::new));
        }
        var looks = new java.util.LinkedHashMap<String, Runnable>();
        for (var sort : Sort.values()) looks.put("by " + sort, () -> search.page(QueueQuery.ALL.sort(sort), 0, 50));
        looks.put("deep", () -> search.page(QueueQuery.ALL, 9_950, 50));
        looks.put("a domain", () -> search.page(query("d7.example", null, null, null, null, null, null), 0, 50));
        looks.put("domains below", () -> search.page(query("*.example", null, null, null, null, null, null), 0, 50));
        looks.put("a sender", () -> search.page(query(null, "sender77@", null, null, null, null, null), 0, 50));
        looks.put("nobody", () -> search.page(query(null, null, "nobody@nowhere", null, null, null, null), 0, 50));
        looks.put("a reason", () -> search.page(query(null, null, null, null, "in 123 seconds", null, null), 0, 50));
        looks.put("held", () -> search.page(query(null, null, null, "HELD", null, null, null), 0, 50));
        looks.put("older", () -> search.page(query(null, null, null, null, null, "PT72H", null), 0, 50));
        looks.put("within", () -> search.page(QueueQuery.ALL.within(Optional.of(List.of("elsewhere.test"))), 0, 50));
        looks.put("states", () -> search.states(Optional.empty()));
        looks.put("late", () -> search.late(Duration.ofHours(4), Optional.empty()));
        looks.put("oldest", search::oldest);
        looks.put("ages", () -> search.ages(Optional.empty()));
        var slow = new ArrayList<String>();
        looks.forEach((name, look) -> {
            long took = Long.MAX_VALUE;                                  // the best of some, so that others on the machine count less
            for (int i = 0; i < 5; i++) {
                long begun = System.nanoTime();
                look.run();
                took = Math.min(took, (System.nanoTime() - begun) / 1_000_000);
            }
            System.getLogger("queue").log(System.Logger.Level.INFO, "look={0} ms={1}", name, took);
            if (took > 300) slow.add(name + " " + took + " ms");
        });
        assertTrue(slow.isEmpty(), slow::toString);
        assertEquals(100_000, search.ids(QueueQuery.ALL).size());
    }
}
