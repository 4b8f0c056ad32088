package org.posthouse.collecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthouse.account.TestHouse;
import org.posthouse.collecting.CollectPlan.Field;
import org.posthouse.collecting.CollectPlan.Kind;
import org.posthouse.collecting.CollectRun.Outcome;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.database.Durability;
import org.posthouse.domain.Rejected;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.routing.TestRouting;
import org.posthouse.setting.HostName;
import org.posthouse.store.Entry;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) class CollectorTest {
    private static final String LETTER = "Return-Path: <bob@far.example>\r\nSubject: %s\r\n\r\nhello\r\n.dotted\r\n";

    @TempDir Path folder;
    private final TestHouse house = new TestHouse(TestRouting.entities(StoredCollect.class));
    private final List<Long> asked = new ArrayList<>();
    private final Collecting collecting = new Collecting();
    private final Collector collector = new Collector();
    private MessageStore store;
    private FakeProvider provider;
    private long jane;

    @BeforeAll void people() {
        collecting.database = house.database;
        house.work.run(() -> house.domains.add("example.test"));
        house.reserve();
        jane = house.open("Jane", "secret-word", "jane@example.test").id();
        house.open("Joe", "secret-word", "joe@example.test");
    }

    @BeforeEach void open() throws Exception {
        asked.clear();
        house.work.run(() -> collecting.all(Optional.empty()).forEach(kept -> collecting.close(kept.id())));
        var home = Files.createTempDirectory(folder, "home");
        store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.clock);
        provider = new FakeProvider();
        collecting.accounts = house.accounts;
        collecting.keys = house.keys;
        collecting.ids = house.domains.ids;
        collecting.clock = collector.clock = house.clock;
        collecting.asked = TestEvents.of((Collecting.Asked event) -> asked.add(event.id()));
        collector.collecting = collecting;
        collector.dial = new Dial();
        collector.routing = TestRouting.of(house).routing;
        collector.open = new OpenStore();
        collector.open.set(store);
        collector.unitOfWork = house.work;
        collector.durability = new Durability() {
            @Override public void await() { }
        };
        collector.hostName = new HostName() {
            @Override public String now() { return "mx.example.test"; }
        };
    }

    @AfterEach void close() throws Exception {
        provider.close();
        store.close();
    }

    @AfterAll void leave() { house.close(); }

    private CollectPlan plan(Kind kind, int keepDays, Field field) {
        return new CollectPlan(jane, kind, "127.0.0.1", provider.port(kind), CollectPlan.Security.NONE, "jane", "", 15, keepDays, 1 << 20, field, true, true);
    }

    private long open(CollectPlan plan) { return house.work.call(() -> collecting.open(plan, "secret word")); }

    private CollectRun run(long id) {
        collector.run(id);
        return house.work.call(() -> collecting.find(id).orElseThrow().run());
    }

    private CollectRun runNow(long id) {
        house.work.run(() -> collecting.now(id));
        return run(id);
    }

    /// What is in the store and has not been looked at yet, in words: for whom, of whom, and the subject.
    private List<String> arrived() throws Exception {
        var all = new ArrayList<String>();
        for (List<Entry> some = store.poll(100); !some.isEmpty(); some = store.poll(100)) for (var entry : some) all.add(told(entry));
        return all;
    }

    private String told(Entry entry) throws Exception {
        var envelope = entry.envelope().envelope();
        try (var body = store.read(entry.id()).orElseThrow(); var in = body.open()) {
            var text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            var subject = text.lines().filter(line -> line.startsWith("Subject:")).findFirst().orElse("");
            return envelope.recipients().stream().map(r -> r.path().toString()).collect(Collectors.joining(",")) + " " + envelope.sender().path() + " " + subject;
        }
    }

    @ParameterizedTest @EnumSource void mailComesAndIsRemovedThere(Kind kind) throws Exception {
        for (int i = 1; i <= 3; i++) provider.messages.put(i, LETTER.formatted("no " + i));
        var run = run(open(plan(kind, 0, Field.NONE)));
        assertEquals(Outcome.GOOD, run.outcome(), run.said());
        assertEquals(3, run.taken());
        assertEquals(List.of("<jane@example.test> <bob@far.example> Subject: no 1", "<jane@example.test> <bob@far.example> Subject: no 2", "<jane@example.test> <bob@far.example> Subject: no 3"), arrived());
        assertEquals(Map.of(), provider.messages);
        assertEquals(house.clock.instant().plus(Duration.ofMinutes(15)), run.next());
    }

    @ParameterizedTest @EnumSource void whatIsKeptThereComesOnce(Kind kind) throws Exception {
        provider.messages.put(1, LETTER.formatted("one"));
        long id = open(plan(kind, 7, Field.NONE));
        run(id);
        provider.messages.put(2, LETTER.formatted("two"));
        house.clock.pass(Duration.ofDays(1));
        assertEquals(1, runNow(id).taken());
        assertEquals(2, arrived().size());
        assertEquals(2, provider.messages.size());
        house.clock.pass(Duration.ofDays(6));
        run(id);
        assertEquals("[2]", provider.messages.keySet().toString(), "its week is over");
        house.clock.pass(Duration.ofDays(2));
        assertEquals(2, runNow(id).total());
        assertEquals(Map.of(), provider.messages);
    }

    /// Whatever is cut off, everything arrives, and what arrives twice has one cause, which the dispatcher takes once.
    @ParameterizedTest
    @CsvSource({"POP3,USER", "POP3,LIST", "POP3,UIDL", "POP3,RETR 1", "POP3,RETR 2", "POP3,DELE 2", "POP3,QUIT", "IMAP,LOGIN", "IMAP,UID FETCH 1:*", "IMAP,UID FETCH 2 ", "IMAP,UID STORE", "IMAP,UID EXPUNGE", "IMAP,LOGOUT"})
    void nothingIsLostWhereTheLineBreaks(Kind kind, String at) throws Exception {
        for (int i = 1; i <= 3; i++) provider.messages.put(i, LETTER.formatted("no " + i));
        long id = open(plan(kind, 0, Field.NONE));
        provider.dropsAt = at;
        assertEquals(Outcome.BROKE_OFF, run(id).outcome());
        provider.dropsAt = "";
        assertEquals(Outcome.GOOD, runNow(id).outcome());
        var causes = new ArrayList<String>();
        for (var entry : store.poll(100)) causes.add(entry.envelope().cause().orElseThrow());
        assertEquals(3, causes.stream().distinct().count());
        assertEquals(3, causes.size(), "nothing was even fetched twice");
        assertEquals(Map.of(), provider.messages);
    }

    /// A house that dies between the store's sync and the row that remembers.
    @Test void whatTheHouseForgotIsKnownByItsCause() throws Exception {
        provider.messages.put(1, LETTER.formatted("one"));
        long id = open(plan(Kind.POP3, 7, Field.NONE));
        run(id);
        house.work.run(() -> collecting.forget(id, List.of("u1")));
        runNow(id);
        var causes = store.poll(100).stream().map(entry -> entry.envelope().cause().orElseThrow()).toList();
        assertEquals(2, causes.size());
        assertEquals(causes.get(0), causes.get(1));
    }

    @Test void aNameThatIsGivenTwiceIsAnotherMessage() throws Exception {
        provider.messages.put(1, LETTER.formatted("one"));
        long id = open(plan(Kind.POP3, 0, Field.NONE));
        run(id);
        provider.messages.put(1, LETTER.formatted("another"));
        run(id);
        runNow(id);
        runNow(id);
        assertEquals(2, store.poll(100).stream().map(entry -> entry.envelope().cause().orElseThrow()).distinct().count());
    }

    /// RFC 1939 §7 allows one name for several messages at once: then it proves of none of them that it was here.
    @Test void messagesThatShareANameAllArrive() throws Exception {
        for (int i = 1; i <= 3; i++) provider.messages.put(i, LETTER.formatted("no " + i));
        provider.answers = Map.of("UIDL", "+OK\r\n1 x\r\n2 x\r\n3 y\r\n.\r\n");
        var run = run(open(plan(Kind.POP3, 0, Field.NONE)));
        assertEquals(Outcome.GOOD, run.outcome(), run.said());
        assertEquals(3, store.poll(100).stream().map(entry -> entry.envelope().cause().orElseThrow()).distinct().count());
        assertEquals(Map.of(), provider.messages);
    }

    @Test void whoGetsTheNameOfOneThatIsKeptArrivesAndStays() throws Exception {
        provider.messages.put(1, LETTER.formatted("one"));
        provider.answers = Map.of("UIDL", "+OK\r\n1 x\r\n.\r\n");
        long id = open(plan(Kind.POP3, 7, Field.NONE));
        run(id);
        provider.messages.put(2, LETTER.formatted("two"));
        provider.answers = Map.of("UIDL", "+OK\r\n1 x\r\n2 x\r\n.\r\n");
        house.clock.pass(Duration.ofDays(8));
        runNow(id);
        assertEquals(2, store.poll(100).stream().map(entry -> entry.envelope().cause().orElseThrow()).distinct().count());
        assertEquals(2, provider.messages.size(), "nobody knows which of them has been there for a week");
    }

    @Test void aMailboxIsFetchedByOneRunAtATime() {
        long id = open(plan(Kind.POP3, 0, Field.NONE));
        assertTrue(house.work.call(() -> collecting.begin(id)).isPresent());
        house.work.run(() -> collecting.now(id));
        assertTrue(house.work.call(() -> collecting.begin(id)).isEmpty(), "one is under way");
        house.work.run(collecting::resume);
        assertTrue(house.work.call(() -> collecting.begin(id)).isPresent(), "it was cut off by a stop");
    }

    @Test void aMailboxOfManyIsSharedOut() throws Exception {
        provider.messages.put(1, "Delivered-To: joe@example.test\r\nDelivered-To: joe@provider.example\r\nSubject: a\r\n\r\n");
        provider.messages.put(2, "Delivered-To: nobody@example.test\r\nSubject: b\r\n\r\n");
        provider.messages.put(3, "Delivered-To: far@elsewhere.example\r\nSubject: c\r\n\r\n");
        provider.messages.put(4, "Delivered-To: joe@example.test, JANE@example.test\r\nReturn-Path: <>\r\nSubject: d\r\n\r\n");
        run(open(plan(Kind.POP3, 0, Field.DELIVERED_TO)));
        assertEquals(List.of("<joe@example.test> <> Subject: a", "<jane@example.test> <> Subject: b", "<jane@example.test> <> Subject: c", "<joe@example.test>,<JANE@example.test> <> Subject: d"), arrived());
    }

    @Test void orByTheForOfReceived() throws Exception {
        provider.messages.put(1, "Received: from a by b with ESMTP id 1\r\n\tfor <joe@example.test>; Fri, 21 Nov 1997 09:55:06 -0600\r\nSubject: a\r\n\r\n");
        run(open(plan(Kind.IMAP, 0, Field.RECEIVED)));
        assertEquals(List.of("<joe@example.test> <> Subject: a"), arrived());
    }

    @Test void largeOnesStayThere() throws Exception {
        provider.messages.put(1, LETTER.formatted("small"));
        provider.messages.put(2, "Subject: large\r\n\r\n" + "x".repeat(70).concat("\r\n").repeat(20_000));
        provider.messages.put(3, LETTER.formatted("small too"));
        var run = run(open(plan(Kind.POP3, 0, Field.NONE)));
        assertEquals(1, run.passed());
        assertEquals(2, run.taken());
        assertEquals("[2]", provider.messages.keySet().toString());
    }

    @Test void oneThatLiesAboutItsSizeIsPassedOver() throws Exception {
        provider.messages.put(1, "Subject: large\r\n\r\n" + "x".repeat(70).concat("\r\n").repeat(20_000));
        provider.messages.put(2, LETTER.formatted("small"));
        provider.answers = Map.of("LIST", "+OK\r\n1 10\r\n2 10\r\n.\r\n");
        long id = open(plan(Kind.POP3, 0, Field.NONE));
        assertEquals(Outcome.BROKE_OFF, run(id).outcome());
        assertEquals(Outcome.GOOD, runNow(id).outcome());
        assertEquals(1, arrived().size());
        assertEquals("[1]", provider.messages.keySet().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POP3 | PASS   | -ERR [AUTH] wrong            | NO_LOGIN",
        "POP3 | PASS   | -ERR [IN-USE] busy           | BUSY",
        "POP3 | UIDL   | -ERR unknown                 | NO_NAMES",
        "POP3 | LIST   | what a mess                  | BROKE_OFF",
        "IMAP | LOGIN  | TAG NO [UNAVAILABLE] later   | BUSY",
        "IMAP | LOGIN  | TAG NO wrong                 | NO_LOGIN",
        "IMAP | SELECT | TAG NO no such mailbox       | NO_FOLDER",
        "IMAP | SELECT | * X {99999999999}            | BROKE_OFF",
    })
    void whatGoesWrongIsTold(Kind kind, String command, String answer, Outcome outcome) {
        provider.answers = Map.of(command, answer + "\r\n");
        var run = run(open(plan(kind, 0, Field.NONE)));
        assertEquals(outcome, run.outcome(), run.said());
        assertEquals(1, run.failures());
        assertTrue(!run.said().isEmpty());
    }

    @Test void failuresMakeLongerPauses() {
        provider.answers = Map.of("PASS", "-ERR no\r\n");
        long id = open(plan(Kind.POP3, 0, Field.NONE));
        for (int minutes : new int[] {15, 30, 60, 120}) assertEquals(house.clock.instant().plus(Duration.ofMinutes(minutes)), runNow(id).next());
        for (int i = 0; i < 10; i++) runNow(id);
        assertEquals(house.clock.instant().plus(Duration.ofDays(1)), runNow(id).next());
        provider.answers = Map.of();
        assertEquals(house.clock.instant().plus(Duration.ofMinutes(15)), runNow(id).next());
    }

    @Test void bareLineEndsAndNulsAreMended() throws Exception {
        provider.messages.put(1, "Subject: odd\n\nbare\nlines\r.and\0nul");
        run(open(plan(Kind.IMAP, 0, Field.NONE)));
        var entry = store.poll(10).getFirst();
        try (var body = store.read(entry.id()).orElseThrow(); var in = body.open()) {
            assertEquals("Subject: odd\r\n\r\nbare\r\nlines\r\n.andnul\r\n", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        assertEquals(16, entry.envelope().facts().headerSize());
        assertEquals(1, entry.envelope().facts().dotLines());
        assertTrue(entry.envelope().intake().fields().startsWith("Received: from 127.0.0.1\r\n\tby mx.example.test with IMAP;"));
    }

    @Test void theProvidersReturnPathIsReadAndGoes() throws Exception {
        provider.messages.put(1, "return-path: <bob@far.example>\r\nSubject: a\r\n\r\nb\r\n");
        provider.messages.put(2, "Subject: c\r\nReturn-Path: <x@y.example>\r\n\r\n");
        run(open(plan(Kind.POP3, 0, Field.NONE)));
        var entries = store.poll(10);
        assertEquals("<bob@far.example>", entries.get(0).envelope().envelope().sender().path().toString());
        assertEquals(new BodyFacts(17, 14, 3, 0, false, true), entries.get(0).envelope().facts());
        try (var body = store.read(entries.get(0).id()).orElseThrow(); var in = body.open()) {
            assertEquals("Subject: a\r\n\r\nb\r\n", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        assertEquals(42, entries.get(1).envelope().facts().size());
    }

    @Test void thePasswordIsSealedAndPassesToItsHostOnly() {
        long id = open(plan(Kind.POP3, 0, Field.NONE));
        var row = house.work.call(() -> house.database.find(StoredCollect.class, id).secret());
        assertTrue(!row.contains("secret"));
        var other = new CollectPlan(jane, Kind.POP3, "evil.example", 0, CollectPlan.Security.TLS, "jane", "", 15, 0, 1 << 20, Field.NONE, true, true);
        assertEquals("password", assertThrows(Rejected.class, () -> house.work.run(() -> collecting.change(id, other, ""))).faults().getFirst().field());
        house.work.run(() -> collecting.change(id, plan(Kind.POP3, 3, Field.NONE), ""));
        assertEquals(List.of(id, id), asked);
    }

    @Test void peopleDoNotReachTheInnerNetwork() {
        var plan = plan(Kind.POP3, 0, Field.NONE);
        var theirs = new CollectPlan(jane, Kind.POP3, "127.0.0.1", 0, plan.security(), "jane", "", 15, 0, 1 << 20, Field.NONE, true, false);
        assertEquals(Outcome.NOT_ALLOWED, run(open(theirs)).outcome());
        var odd = new CollectPlan(jane, Kind.POP3, "pop.example", 25, plan.security(), "jane", "", 15, 0, 1 << 20, Field.NONE, true, false);
        assertEquals("port", assertThrows(Rejected.class, () -> open(odd)).faults().getFirst().field());
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3,true", "192.168.1.1,true", "100.64.0.1,true", "169.254.1.1,true", "127.0.0.1,true", "fd00::1,true", "fe80::1,true", "::1,true", "192.0.2.1,false", "100.128.0.1,false", "2001:db8::1,false"})
    void innerAddresses(String address, boolean inner) { assertEquals(inner, Dial.inner(java.net.InetAddress.ofLiteral(address))); }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {"INBOX|INBOX", "Post & mehr|Post &- mehr", "台北|&U,BTFw-", "日本語/x|&ZeVnLIqe-/x"})
    void foldersAreWrittenAsImapDoes(String name, String written) { assertEquals(written, ImapProvider.folderName(name)); }
}
