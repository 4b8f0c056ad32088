package org.posthouse.account;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hibernate.cfg.Configuration;
import org.posthouse.Scratch;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.TestDomains;
import org.posthouse.machine.TestMachine;
import org.posthouse.security.Failures;
import org.posthouse.security.HashGate;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Passwords;
import org.posthouse.security.VerifiedCache;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TestSettings;

/// The modules on a database of their own, wired by hand: Hibernate and H2 (or the server that `posthouse.test.database` names), no container.
/// One thread.
public final class TestHouse implements AutoCloseable {
    /// Moves when told to.
    public static final class Hands extends Clock {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override public Clock withZone(ZoneId zone) { return this; }

        @Override public Instant instant() { return now; }

        public void pass(Duration time) { now = now.plus(time); }
    }

    private static int count;

    public final Hands clock = new Hands();
    public final SecureRandom random = new SecureRandom();
    public final Passwords passwords = new Passwords(new Passwords.Cost(64, 1, 1), random);
    public final KeyRing keys;
    final List<Object> events = new ArrayList<>();
    final Map<String, String> confirmedNames = new java.util.HashMap<>();
    public final TestDomains domains;
    public final TestMachine machine;
    public final Accounts accounts = new Accounts();
    public final Directory directory = new Directory();
    public final DeliveryPlans deliveries = new DeliveryPlans();
    public final AgreedAddresses agreed = new AgreedAddresses();
    public final AutoReplies replies = new AutoReplies();
    public final Postmasters postmasters = new Postmasters();
    public final AccountSearch search = new AccountSearch();
    public final AccountTemplates templates = new AccountTemplates();
    final Logins logins = new Logins();
    final SignInNotes notes = new SignInNotes();
    public final SignInDesk desk = new SignInDesk();
    public final SignInLog log = new SignInLog();
    public final People people = new People();
    public final IssuedSecrets secrets = new IssuedSecrets();
    public final SecondFactors secondFactors = new SecondFactors();
    public final ChosenPasswords chosenPasswords = new ChosenPasswords();
    public final Settings settings;
    public final OwnPassword ownPassword = new OwnPassword();
    public final SetUp setUp = new SetUp();
    public final DomainAffairs affairs = new DomainAffairs();
    public final WhitePages whitePages = new WhitePages();
    public final UnitOfWork work = new UnitOfWork(transaction());
    final Failures failures = new Failures(clock, 1000);
    final VerifiedCache verified = new VerifiedCache(clock, Duration.ofMinutes(5), 1000, random);
    private final List<Runnable> afterwards = new ArrayList<>();
    private final EntityManagerFactory factory;
    private EntityManager open;
    long queries;

    /// What every module here writes and reads through.
    public final EntityManager database;

    /// @param more entities of modules above, which their tests wire
    public TestHouse(Class<?>... more) {
        try {
            keys = KeyRing.open(Scratch.passing("house").resolve("config/keys"), clock, random);
            factory = factory(more);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        open = factory.createEntityManager();
        database = (EntityManager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (_, method, args) -> {
            if (!open.getTransaction().isActive()) open.clear();         // as outside a transaction in the container
            if (method.getName().startsWith("create")) queries++;
            try {
                return method.invoke(open, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        domains = new TestDomains(database, clock, this::touched);
        machine = new TestMachine(database, domains.changes);
        settings = TestSettings.of(database, clock, this::touched);
        wire(database);
    }

    public EntityManager database() { return accounts.database; }

    private void wire(EntityManager database) {
        accounts.database = directory.database = logins.database = notes.database = setUp.database = log.database = people.database = secrets.database = secondFactors.database = database;
        accounts.domains = directory.domains = logins.domains = setUp.domains = people.domains = domains.domains;
        accounts.changes = directory.changes = logins.changes = notes.changes = setUp.changes = people.changes = secrets.changes = secondFactors.changes = domains.changes;
        accounts.ids = setUp.ids = log.ids = secrets.ids = secondFactors.ids = domains.ids;
        accounts.clock = replies.clock = notes.clock = setUp.clock = log.clock = secrets.clock = secondFactors.clock = clock;
        deliveries.database = replies.database = postmasters.database = search.database = templates.database = database;
        agreed.database = database;
        agreed.directory = directory;
        agreed.changes = domains.changes;
        agreed.settings = settings;
        agreed.clock = clock;
        agreed.asked = event(_ -> { });
        deliveries.agreed = agreed;
        deliveries.changes = replies.changes = postmasters.changes = search.changes = domains.changes;
        deliveries.accounts = replies.accounts = postmasters.accounts = search.accounts = accounts;
        claims(_ -> java.util.Optional.empty());
        accounts.postmasters = deliveries.postmasters = postmasters;
        deliveries.directory = directory;
        deliveries.programs = machine.programs;
        deliveries.roots = machine.roots;
        postmasters.deliveries = deliveries;
        deliveries.ways = affairs.ways = address -> directory.recipient(address).isPresent();
        postmasters.domains = search.domains = domains.domains;
        accounts.opened = setUp.opened = event(_ -> { });
        accounts.closed = postmasters.closed = setUp.closed = secrets.closed = secondFactors.closed = event(e -> afterwards.add(() -> notes.forget((AccountClosed) e)));
        notes.unitOfWork = setUp.unitOfWork = work;
        notes.passwords = setUp.passwords = desk.passwords = chosenPasswords.passwords = passwords;
        notes.keys = setUp.keys = desk.keys = chosenPasswords.keys = secondFactors.keys = keys;
        notes.random = setUp.random = desk.random = chosenPasswords.random = secrets.random = secondFactors.random = random;
        notes.verified = desk.verified = verified;
        setUp.accounts = accounts;
        setUp.gate = desk.gate = chosenPasswords.gate = new HashGate(1, 1, Duration.ofSeconds(5));
        setUp.failures = desk.failures = failures;
        whitePages.database = database;
        affairs.domains = domains.domains;
        affairs.administrators = people.administrators = domains.administrators;
        affairs.accounts = accounts;
        affairs.directory = directory;
        setUp.chosenPasswords = chosenPasswords;
        setUp.secondFactors = secondFactors;
        accounts.settings = chosenPasswords.settings = directory.settings = settings;
        ownPassword.desk = desk;
        desk.people = people;
        desk.secrets = secrets;
        desk.log = notes.log = log;
        desk.logins = logins;
        desk.notes = notes;
        desk.names = client -> confirmedNames.containsKey(client.getHostAddress()) ? Set.of(confirmedNames.get(client.getHostAddress())) : Set.of();
    }

    /// An event of a module above, heard when the transaction has ended.
    public <T> Event<T> events(Consumer<Object> heard) { return event(e -> afterwards.add(() -> heard.accept(e))); }

    /// Who knows local addresses, once a test has more than accounts.
    public void knows(LocalWays ways) { deliveries.ways = affairs.ways = ways; }

    /// What modules above have taken of local addresses.
    public void claims(Claims claims) { accounts.claims = affairs.claims = claims; }

    private void touched(Runnable committed) { afterwards.add(committed); }

    private UserTransaction transaction() {
        return (UserTransaction) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {UserTransaction.class}, (_, method, _) -> {
            switch (method.getName()) {
                case "begin" -> {
                    open.close();
                    open = factory.createEntityManager();
                    open.getTransaction().begin();
                }
                case "commit" -> open.getTransaction().commit();
                case "rollback" -> {
                    open.getTransaction().rollback();
                    afterwards.clear();
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            if (!method.getName().equals("begin")) {
                afterwards.forEach(Runnable::run);
                afterwards.clear();
            }
            return null;
        });
    }

    private static EntityManagerFactory factory(Class<?>... more) throws Exception {
        var url = System.getProperty("posthouse.test.database", "");
        if (url.isEmpty()) url = "jdbc:h2:mem:house" + ++count + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";
        if (!url.startsWith("jdbc:h2")) drop(url);
        try (var connection = DriverManager.getConnection(url, "root", ""); var statement = connection.createStatement()) {
            for (var migration : migrations()) statement.execute(migration);
        }
        var configuration = new Configuration().setProperty("hibernate.connection.url", url).setProperty("hibernate.connection.username", "root").setProperty("hibernate.connection.password", "")
                .setProperty("hibernate.jdbc.time_zone", "UTC").setProperty("hibernate.connection.isolation", "READ_COMMITTED");
        TestDomains.entities().forEach(configuration::addAnnotatedClass);
        TestSettings.entities().forEach(configuration::addAnnotatedClass);
        for (var entity : List.of(Account.class, AccountAddress.class, Credential.class, SetUpCode.class, SignInLine.class, StoredDelivery.class, AgreedAddress.class, StoredHandover.class, StoredReply.class, StoredTemplate.class)) configuration.addAnnotatedClass(entity);
        for (var entity : more) configuration.addAnnotatedClass(entity);
        return configuration.buildSessionFactory();
    }

    /// The name in the URL, which must have `createDatabaseIfNotExist=true`: the next connection makes it afresh.
    private static void drop(String url) throws java.sql.SQLException {
        try (var connection = DriverManager.getConnection(url, "root", ""); var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + connection.getCatalog());
        }
    }

    /// Every migration of this area, in order; one statement each.
    static List<String> migrations() throws java.io.IOException, URISyntaxException {
        var folder = Path.of(Objects.requireNonNull(TestHouse.class.getResource("/db/migration/V0001__directory_version.sql")).toURI()).getParent();
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("V0\\d+.*")).sorted().map(TestHouse::statement).collect(Collectors.toList());
        }
    }

    private static String statement(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(l -> !l.startsWith("--")).collect(Collectors.joining("\n")).strip().replaceFirst(";$", "");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") private <T> Event<T> event(Consumer<Object> heard) {
        return new Event<>() {
            @Override public void fire(T event) {
                events.add(event);
                heard.accept(event);
            }

            @Override public <U extends T> CompletionStage<U> fireAsync(U event) { throw new UnsupportedOperationException(); }

            @Override public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) { throw new UnsupportedOperationException(); }

            @Override public Event<T> select(Annotation... qualifiers) { return this; }

            @Override public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) { return (Event<U>) this; }

            @Override public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) { return (Event<U>) this; }
        };
    }

    NewPassword hashed(String password) {
        return NewPassword.of(((org.posthouse.security.Password.Prepared.Good) org.posthouse.security.Password.prepare(password)).password(), passwords, keys, random);
    }

    /// The accounts that every house has.
    public void reserve() { setUp.prepare(java.util.Optional.empty(), java.util.Optional.empty()); }

    public Account open(String name, String password, String... addresses) {
        return work.call(() -> accounts.open(AccountPlan.of(name, List.of(addresses)), java.util.Optional.of(hashed(password))));
    }

    @Override public void close() {
        open.close();
        var url = (String) factory.getProperties().get("hibernate.connection.url");
        factory.close();
        if (!url.startsWith("jdbc:h2:mem")) return;
        try (var connection = DriverManager.getConnection(url, "root", ""); var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");                               // or it would stay in the heap as long as the tests run
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
