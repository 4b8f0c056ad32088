package org.posthouse.queue;

import jakarta.enterprise.inject.Instance;
import jakarta.transaction.RollbackException;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.posthouse.container.Letters;
import org.posthouse.database.Database;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Ids;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// A queue on a database in memory, with transactions for many threads, wired by hand. An engine may end and another begin on the same rows.
final class TestQueue implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    /// Which engine a thread belongs to.
    private static final ScopedValue<Integer> LIFE = ScopedValue.newInstance();

    /// Moves when told to.
    static final class Hands extends Clock {
        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override public Clock withZone(ZoneId zone) { return this; }

        @Override public Instant instant() { return now; }
    }

    /// One transport that does as the test says, named `smtp` or otherwise.
    static class Way implements Transport {
        private final String name;
        private final Carrier carrier;

        Way(String name, Carrier carrier) {
            this.name = name;
            this.carrier = carrier;
        }

        interface Carrier {
            void carry(Run run) throws InterruptedException;
        }

        @Override public String name() { return name; }

        @Override public String destination(String target, String recipient) { return "mx:" + (target.isEmpty() ? recipient.substring(recipient.indexOf('@') + 1) : target); }

        @Override public void carry(Run run) throws InterruptedException { carrier.carry(run); }
    }

    final Hands clock = new Hands();
    final Map<RecordId, StoredEnvelope> messages = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<Event> journey = new ConcurrentLinkedQueue<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedDeque<Runnable> atSync = new ConcurrentLinkedDeque<>();
    final AtomicInteger syncs = new AtomicInteger();
    final Map<Setting, Long> chosen = new HashMap<>();
    final Database database;
    final UnitOfWork work;
    final StoredQueue queue = new StoredQueue();
    final QueueActions actions = new QueueActions();
    final Rows rows = new Rows();
    final DueRows due = new DueRows();
    Bell bell;
    Shelf shelf;
    final Envelopes envelopes;
    volatile Endings endings = new Telling();
    volatile boolean away;
    private final AtomicInteger life = new AtomicInteger();
    private final Connection keeper;
    private final String url = "jdbc:h2:mem:queue" + COUNT.incrementAndGet() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    private final ConcurrentLinkedQueue<Connection> pool = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Transaction> current = new ThreadLocal<>();
    private final Diary diary = new Diary();
    private final Ids ids = new Ids(clock);
    final Set<String> onCall = ConcurrentHashMap.newKeySet();
    private final Routes routes = new Routes() {
        @Override public Route to(String recipient, String target) {
            var domain = recipient.substring(recipient.indexOf('@') + 1);
            var timing = onCall.contains(domain) ? Route.Timing.ON_CALL : Route.Timing.AT_ONCE;
            return new Route(new Route.Hop.Mx(domain), 0, Route.Tls.OFFERED, Optional.empty(), Optional.empty(), timing, "");
        }
    };
    private final Settings settings;
    private final Schedules schedules;
    private final Durability durability;
    private Ways ways;
    Engine engine;
    Tending tending;

    private static final class Transaction {
        final Connection connection;

        Transaction(Connection connection) { this.connection = connection; }
    }

    /// Takes down what was told.
    private final class Telling implements Endings {
        @Override public Map<Delivery, String> ended(Load load, Map<Delivery, Outcome> outcomes) {
            var lines = new TreeMap<String, String>();
            outcomes.forEach((delivery, outcome) -> lines.put(delivery.recipient(), outcome.getClass().getSimpleName() + " " + delivery.recipient() + " " + outcome.remark().text()));
            told.addAll(lines.values());
            return Map.of();
        }

        @Override public Set<Delivery> late(Load load) {
            load.deliveries().forEach(delivery -> told.add("Late " + delivery.recipient()));
            return Set.copyOf(load.deliveries());
        }
    }

    TestQueue(Transport... transports) {
        try {
            keeper = DriverManager.getConnection(url);
            try (var statement = keeper.createStatement()) {
                for (var migration : migrations()) statement.execute(migration);
            }
        } catch (SQLException | java.io.IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        database = new Database() {
            @Override public DataSource source() { return TestQueue.this.source(); }

            @Override public Kind kind() { return Kind.H2; }
        };
        work = new UnitOfWork(transaction());
        durability = new Durability() {
            @Override public void await() {
                syncs.incrementAndGet();
                for (var step = atSync.poll(); step != null; step = atSync.poll()) step.run();
            }
        };
        settings = new Settings() {
            @Override public Snapshot now() { return new Snapshot(1, chosen, Map.of()); }
        };
        schedules = new Schedules() {
            @Override public Optional<Instant> next(Delivery delivery, Instant now) {
                var schedule = Schedule.STANDARD;
                return schedule.over(delivery.arrived(), now) ? Optional.empty() : Optional.of(schedule.next(Math.max(0, delivery.attempts() - 1), delivery.arrived(), now));
            }

            @Override public Duration life() { return Schedule.STANDARD.lasts(); }

            @Override public Duration notice() { return Schedule.STANDARD.notice(); }
        };
        envelopes = new Envelopes() {
            @Override Optional<StoredEnvelope> of(RecordId record) { return Optional.ofNullable(messages.get(record)); }
        };
        rows.database = due.database = database;
        diary.journal = new Journal("unused") {
            @Override public void note(Event event) { journey.add(event); }
        };
        diary.clock = clock;
        with(transports);
    }

    /// A new engine, not yet started, with these ways out.
    Engine with(Transport... transports) {
        ways = new Ways(List.of(transports), routes);
        bell = new Bell();
        shelf = new Shelf();
        queue.rows = actions.rows = rows;
        queue.envelopes = envelopes;
        queue.ways = actions.ways = ways;
        queue.schedules = schedules;
        queue.shelf = shelf;
        queue.ids = ids;
        queue.clock = actions.clock = clock;
        queue.bell = actions.bell = bell;
        queue.diary = actions.diary = diary;
        var sluice = new Sluice();
        sluice.unitOfWork = work;
        var taking = new Taking();
        taking.sluice = sluice;
        taking.due = due;
        taking.rows = rows;
        taking.ways = ways;
        taking.schedules = schedules;
        taking.shelf = shelf;
        taking.bell = bell;
        taking.clock = clock;
        var settling = new Settling();
        settling.database = database;
        settling.unitOfWork = work;
        settling.durability = durability;
        var ending = new Ending();
        ending.endings = endings();
        ending.settling = settling;
        ending.shelf = shelf;
        ending.diary = diary;
        ending.clock = clock;
        tending = new Tending();
        tending.sluice = sluice;
        tending.due = due;
        tending.rows = rows;
        tending.ways = ways;
        tending.bell = bell;
        tending.schedules = schedules;
        tending.envelopes = envelopes;
        tending.ending = ending;
        tending.clock = clock;
        engine = new Engine();
        engine.sluice = sluice;
        engine.due = due;
        engine.taking = taking;
        engine.shelf = shelf;
        engine.ending = ending;
        engine.tending = tending;
        engine.envelopes = envelopes;
        engine.ways = ways;
        engine.schedules = schedules;
        engine.diary = diary;
        engine.bell = bell;
        engine.settings = settings;
        engine.clock = clock;
        return engine;
    }

    TestQueue start() {
        int mine = life.get();
        engine.start(runnable -> Thread.ofVirtual().unstarted(() -> ScopedValue.where(LIFE, mine).run(runnable)));
        return this;
    }

    /// As at kill -9: nothing that the engine's threads do from now on reaches the database.
    void kill() {
        synchronized (life) {                                            // what has begun to be committed is, and nothing else
            life.incrementAndGet();
        }
    }

    private boolean isDead() { return LIFE.isBound() && LIFE.get() != life.get(); }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
        bell.look();
    }

    /// A message that came now.
    RecordId message() {
        var record = new RecordId(UUID.randomUUID(), 0);
        var letter = Letters.to("somebody@example.test");
        messages.put(record, new StoredEnvelope(clock.now, letter.envelope(), letter.facts(), Optional.empty(), Optional.empty(), letter.intake()));
        return record;
    }

    static Consignment to(RecordId record, int number, String recipient) {
        return new Consignment(record, number, "bob@example.org", recipient, recipient, Set.of(), "", 0, "smtp", "", new byte[0], "");
    }

    void add(RecordId record, String... recipients) {
        var all = new ArrayList<Consignment>();
        for (int i = 0; i < recipients.length; i++) all.add(to(record, i, recipients[i]));
        add(all);
    }

    void add(List<Consignment> consignments) { work.run(() -> queue.add(consignments)); }

    List<Delivery> all() {
        try (var connection = DriverManager.getConnection(url); var statement = connection.prepareStatement("SELECT " + Rows.COLUMNS + " FROM delivery UNION ALL SELECT " + Rows.COLUMNS + " FROM delivery_shelf ORDER BY id")) {
            return Rows.list(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Long> ids() { return all().stream().map(Delivery::id).toList(); }

    long count(String condition) {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement(); var rows = statement.executeQuery("SELECT COUNT(*) FROM (SELECT " + Rows.COLUMNS + " FROM delivery UNION ALL SELECT " + Rows.COLUMNS + " FROM delivery_shelf) both WHERE " + condition)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instance<Endings> endings() {
        return proxy(Instance.class, (method, _) -> {
            if (method.equals("get")) return endings;
            throw new UnsupportedOperationException(method);
        });
    }

    private interface Call {
        Object call(String method, Object[] args) throws Throwable;
    }

    @SuppressWarnings("unchecked") private static <T> T proxy(Class<?> type, Call call) {
        return (T) Proxy.newProxyInstance(TestQueue.class.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> call.call(method.getName(), args));
    }

    /// The transaction's connection, which stays open until it ends.
    private DataSource source() {
        return proxy(DataSource.class, (_, _) -> {
            if (away || isDead()) throw new SQLException("the database is away");
            var connection = current.get().connection;
            return proxy(Connection.class, (method, args) -> method.equals("close") ? null : invoke(connection, method, args));
        });
    }

    private static Object invoke(Connection connection, String name, Object[] args) throws Throwable {
        try {
            return name.equals("prepareStatement") ? connection.prepareStatement((String) args[0]) : connection.getClass().getMethod(name).invoke(connection);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private UserTransaction transaction() {
        return proxy(UserTransaction.class, (method, _) -> {
            switch (method) {
                case "begin" -> current.set(new Transaction(connection()));
                case "commit" -> {
                    var ending = current.get();
                    boolean dead;
                    synchronized (life) {
                        dead = isDead();
                        if (dead) ending.connection.rollback();
                        else ending.connection.commit();
                    }
                    current.remove();
                    pool.add(ending.connection);
                    if (dead) throw new RollbackException("the house is dead");
                }
                case "rollback" -> {
                    var ending = current.get();
                    ending.connection.rollback();
                    current.remove();
                    pool.add(ending.connection);
                }
                default -> throw new UnsupportedOperationException(method);
            }
            return null;
        });
    }

    private Connection connection() throws SQLException {
        var kept = pool.poll();
        if (kept != null) return kept;
        var fresh = DriverManager.getConnection(url);
        fresh.setAutoCommit(false);
        fresh.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return fresh;
    }

    private static List<String> migrations() throws java.io.IOException, java.net.URISyntaxException {
        var folder = Path.of(Objects.requireNonNull(TestQueue.class.getResource("/db/migration/V0200__delivery.sql")).toURI()).getParent();
        var statements = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (var file : (Collection<Path>) files.filter(f -> f.getFileName().toString().matches("V020\\d.*|V0720.*")).sorted().toList()) statements.add(Files.readString(file).replaceAll("(?m)^--.*$", "").strip());
        }
        return statements;
    }

    @Override public void close() {
        engine.stop(Duration.ofSeconds(5));
        try {
            for (var connection : pool) connection.close();
            keeper.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
