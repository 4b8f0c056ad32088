package org.posthouse.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.TestHouse;
import org.posthouse.database.Durability;
import org.posthouse.delivery.Greetings;
import org.posthouse.domain.Rejected;
import org.posthouse.machine.Handover;
import org.posthouse.machine.Root;
import org.posthouse.routing.TestRouting;
import org.posthouse.routing.TypedAlias;
import org.posthouse.table.SystemFiles.Home;
import org.posthouse.table.SystemUsers.Wanted;

/// Files of machines as they are, and as nobody should send them.
class SystemUsersTest {
    private static final String PASSWD = """
            root:x:0:0:root:/root:/bin/bash
            daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
            jane:x:1000:1000:Jane Doe,Room 7,,:/home/jane:/bin/bash
            bob:x:1001:1001:& Builder:/home/bob:/bin/zsh
            backup2:x:1002:1002::/home/backup2:/usr/sbin/nologin
            ann:x:1003:1003::/home/ann:
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            far:x:70000:70000:Far Away:/home/far:/bin/bash
            +::::::
            no line
            ../etc:x:1004:1004::/:/bin/sh
            """;

    @TempDir Path folder;
    private final TestHouse house = new TestHouse(TypedAlias.class);
    private final SystemUsers users = new SystemUsers();
    private TestRouting routing;

    @BeforeEach void open() {
        house.reserve();
        house.work.run(() -> house.domains.add("example.test"));
        routing = TestRouting.of(house);
        users.accounts = house.accounts;
        users.templates = house.templates;
        users.deliveries = house.deliveries;
        users.aliases = routing.aliases;
        users.programs = house.machine.programs;
        users.roots = house.machine.roots;
        users.unitOfWork = house.work;
        users.durability = new Durability() {
            @Override public void await() { }
        };
        users.greetings = new Greetings() {
            @Override public String link(long account) { return "https://mail.example.test/password/x" + account; }
        };
    }

    @AfterEach void close() { house.close(); }

    private static Wanted wanted(String passwd, String aliases, Map<String, Home> homes) { return new Wanted(new SystemFiles(passwd, aliases, "", homes), "example.test", true); }

    private static String told(List<SystemUsers.Line> lines) {
        return lines.stream().map(line -> line.file() + (line.line() > 0 ? " " + line.line() : "") + " " + line.result() + " " + line.what() + (line.to().isEmpty() ? "" : " -> " + line.to()) + (line.reason().isEmpty() ? "" : ": " + line.reason())).collect(Collectors.joining("\n"));
    }

    /// What is looked at is what happens.
    private String imported(Wanted wanted) {
        var looked = told(users.look(wanted));
        assertEquals(looked, told(users.run(wanted).orElseThrow()));
        return looked;
    }

    @Test void peopleBecomeAccountsAndTheSystemDoesNot() {
        var homes = Map.of("jane", new Home("At the lake.\nBack in May.\n", "A book\nabout mail\n", ""));
        assertEquals("""
                passwd 1 SYSTEM root -> root: belongs to the system: people have numbers from 1000 to 60000
                passwd 2 SYSTEM daemon -> daemon: belongs to the system: people have numbers from 1000 to 60000
                passwd 3 CREATED jane@example.test -> Jane Doe
                passwd 4 CREATED bob@example.test -> Bob Builder
                passwd 5 SYSTEM backup2 -> backup2: belongs to the system: it has no shell
                passwd 6 CREATED ann@example.test -> ann
                passwd 7 SYSTEM nobody -> nobody: belongs to the system: people have numbers from 1000 to 60000
                passwd 8 SYSTEM far -> Far Away: belongs to the system: people have numbers from 1000 to 60000
                passwd 9 REFUSED +: is no line of a passwd file
                passwd 10 REFUSED no line: is no line of a passwd file
                passwd 11 REFUSED ../etc: is no line of a passwd file""", imported(wanted(PASSWD, "", homes)));
        var jane = house.work.call(() -> house.accounts.find("jane@example.test")).orElseThrow();
        assertEquals("A book\n\nAt the lake.\nBack in May.", jane.finger());
        assertFalse(jane.hasPassword());
        var again = users.run(wanted(PASSWD, "", homes)).orElseThrow();
        assertEquals(3, SystemUsers.counts(again).get(SystemUsers.Result.UNCHANGED));
        assertEquals("", again.get(2).link(), "a link is for a new account alone");
    }

    @Test void whereAMachineBeginsWithPeopleIsItsOwnAffair() {
        var lines = users.look(new Wanted(new SystemFiles("old:x:500:500:Old:/home/old:/bin/sh\njane:x:1000:1000:Jane:/home/jane:/bin/sh\n", "", "# comment\nUID_MIN\t\t 500 # old\nUID_MAX 999\n", Map.of()), "example.test", false));
        assertEquals(List.of(SystemUsers.Result.CREATED, SystemUsers.Result.SYSTEM), lines.stream().map(SystemUsers.Line::result).toList());
    }

    @Test void aliasesLeadToPeople() throws Exception {
        register();
        house.open("Desk", "correct horse", "desk@example.test");
        assertEquals("""
                aliases 2 CREATED sales@example.test -> jane@example.test, bob@example.test, joe@far.example
                aliases 4 CREATED root@example.test -> sales@example.test
                aliases 5 REFUSED postmaster@example.test -> root@example.test: postmaster is reserved for the house
                aliases 6 REFUSED jane@example.test -> bob@example.test: is an account, and its own forwarding says where its mail goes
                aliases 7 CREATED robot@example.test -> sort
                aliases 8 REFUSED evil -> |/bin/sh -c "rm, -rf /": a program that is not registered is left out
                aliases 9 REFUSED log -> /etc/cron.d/x: a file below no registered folder is left out
                aliases 10 CREATED news@example.test -> bob@example.test
                aliases 10 REFUSED news -> nosuch: "nosuch" is nobody here
                aliases 11 REFUSED round -> round2: "round2" is nobody here
                aliases 12 REFUSED round2 -> round: "round" is nobody here
                aliases 13 REFUSED all -> :include:/etc/shadow: a file with addresses is left out; make an alias of that type
                aliases 14 REFUSED a line without: is no line of an aliases file
                aliases 15 CREATED box@example.test -> mail/box
                aliases 16 REFUSED empty: leads to nobody
                aliases 17 CREATED help@example.test -> desk@example.test""",
                imported(wanted(PASSWD, """
                # who is who
                sales: jane,\\bob, # the two
                   joe@far.example
                root: sales
                postmaster: root
                jane: bob
                robot: "|%s -q"
                evil: "|/bin/sh -c \\"rm, -rf /\\""
                log: /etc/cron.d/x
                "news": bob, nosuch
                round: round2
                round2: round
                all: :include:/etc/shadow
                a line without
                box: %s
                empty:
                help: desk
                """.formatted(folder.resolve("sort"), folder.resolve("mail/box")), Map.of())).lines().filter(line -> line.startsWith("aliases")).collect(Collectors.joining("\n")));
        assertEquals(0, users.run(wanted(PASSWD, "root: jane\n", Map.of())).orElseThrow().stream().filter(line -> line.result() == SystemUsers.Result.CREATED).count(), "what is there is left alone");
    }

    private void register() throws Exception {
        Files.createDirectories(folder.resolve("mail"));
        Files.writeString(folder.resolve("sort"), "#!/bin/sh\n");
        folder.resolve("sort").toFile().setExecutable(true);
        house.work.run(() -> {
            house.database.createNativeQuery("INSERT INTO mail_program (name, place, path, arguments, folder, user_name, seconds, memory_bytes) VALUES ('sort', 0, ?1, '-q', '', '', 20, 0)").setParameter(1, folder.resolve("sort").toString()).executeUpdate();
            house.machine.roots.replace(List.of(new Root("mail", folder.resolve("mail").toString())));
        });
    }

    @Test void whatPeopleForwardGoesOnAndNothingIsLost() throws Exception {
        register();
        var homes = new LinkedHashMap<String, Home>();
        homes.put("jane", new Home("", "", "\\jane, jane@far.example\n"));
        homes.put("bob", new Home("", "", "# my mail\n\"|/usr/bin/procmail\"\nbob@far.example\n"));
        homes.put("ann", new Home("", "", "\"|%s -q\", jane\n".formatted(folder.resolve("sort"))));
        assertEquals("""
                jane/.forward CREATED jane@example.test -> jane@far.example
                bob/.forward CREATED bob@example.test -> bob@far.example
                bob/.forward REFUSED bob@example.test -> |/usr/bin/procmail: a program that is not registered is left out
                ann/.forward CREATED ann@example.test -> jane@example.test, sort""", imported(wanted(PASSWD, "", homes)).lines().filter(line -> line.contains(".forward")).collect(Collectors.joining("\n")));
        assertTrue(plan("jane").keeps(), "she named herself too");
        assertTrue(plan("bob").keeps(), "his program would have had a copy");
        assertEquals(List.of("bob@far.example"), plan("bob").onward());
        assertFalse(plan("ann").keeps());
        assertEquals(List.of(new Handover(Handover.PROGRAM, "sort")), plan("ann").handovers());
    }

    private DeliveryPlan plan(String login) { return house.work.call(() -> house.deliveries.load(house.accounts.find(login + "@example.test").orElseThrow().id())); }

    @Test void homesComeInAnyArchive() throws Exception {
        var tar = new ByteArrayOutputStream();
        entry(tar, "home/jane/.plan", '0', "Plan");
        entry(tar, "home/jane/.forward", '2', "");                       // a link
        entry(tar, "../../bob/.project", '0', "Project");
        entry(tar, "home/jane/mbox", '0', "x".repeat(5000));
        entry(tar, "././@LongLink", 'L', "home/" + "deep/".repeat(30) + "ann/.plan\0");
        entry(tar, "cut", '0', "Long");
        tar.write(new byte[1024]);
        var expected = Map.of("jane", new Home("Plan", "", ""), "bob", new Home("", "Project", ""), "ann", new Home("Long", "", ""));
        assertEquals(expected, read(tar.toByteArray()));
        var gzipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzipped)) {
            out.write(tar.toByteArray());
        }
        assertEquals(expected, read(gzipped.toByteArray()));
        var zipped = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zipped)) {
            for (var name : List.of("home/jane/.plan", "../bob/.project", "jane/x")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("Plan".getBytes(StandardCharsets.UTF_8));
            }
        }
        assertEquals(Map.of("jane", new Home("Plan", "", ""), "bob", new Home("", "Plan", "")), read(zipped.toByteArray()));
        assertEquals(Map.of(), read(new byte[0]));
        assertEquals("is no tar or zip that can be read", assertThrows(Rejected.class, () -> read("x".repeat(600).getBytes(StandardCharsets.UTF_8))).faults().getFirst().message());
        var bomb = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bomb)) {
            var huge = new ByteArrayOutputStream();
            entry(huge, "home/jane/.plan", '0', "", HomesArchive.MOST + 1);
            out.write(huge.toByteArray());
        }
        assertTrue(assertThrows(Rejected.class, () -> read(bomb.toByteArray())).faults().getFirst().message().startsWith("holds too much"));
        var many = new ByteArrayOutputStream();                          // each of a size that is read, all of them more than memory is for
        try (var out = new ZipOutputStream(many)) {
            for (int i = 0; i < 600; i++) {
                out.putNextEntry(new ZipEntry("home/u" + i + "/.plan"));
                out.write(new byte[SystemFiles.MOST_IN_HOME]);
            }
        }
        assertTrue(assertThrows(Rejected.class, () -> read(many.toByteArray())).faults().getFirst().message().startsWith("holds too much"));
        var below = new ByteArrayOutputStream();
        entry(below, "home/jane/mbox", '0', "", -1);
        assertEquals("is no tar or zip that can be read", assertThrows(Rejected.class, () -> read(below.toByteArray())).faults().getFirst().message());
    }

    /// An alias of aliases of aliases in the wrong order, and a file of empty lines, are answered as soon as any.
    @Test @Timeout(20) void longFilesTakeNoLongTime() {
        var chain = new StringBuilder();
        for (int i = 0; i < 2000; i++) chain.append('a').append(i).append(": a").append(i + 1).append('\n');
        var lines = users.look(new Wanted(new SystemFiles("jane:x:1000:1000:Jane:/home/jane:/bin/sh\n", chain + "a2000: jane\n", "\n".repeat(1_000_000), Map.of()), "example.test", false));
        assertEquals(SystemUsers.Result.REFUSED, lines.get(1).result());
        assertEquals(SystemUsers.Result.CREATED, lines.getLast().result());
    }

    private static Map<String, Home> read(byte[] octets) { return HomesArchive.read(new ByteArrayInputStream(octets)); }

    private static void entry(ByteArrayOutputStream tar, String name, char type, String text) { entry(tar, name, type, text, text.getBytes(StandardCharsets.UTF_8).length); }

    private static void entry(ByteArrayOutputStream tar, String name, char type, String text, long size) {
        var header = new byte[512];
        put(header, 0, name);
        put(header, 124, size < 0 ? "-0000000001" : String.format("%011o", size));
        header[156] = (byte) type;
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) sum += b & 0xFF;
        put(header, 148, String.format("%06o\0 ", sum));
        tar.writeBytes(header);
        var octets = text.getBytes(StandardCharsets.UTF_8);
        tar.writeBytes(octets);
        tar.writeBytes(new byte[(512 - octets.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) { System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, header, at, text.length()); }

    @Test void aMachineIsReadWithoutFollowingLinks() throws Exception {
        var home = Files.createDirectories(folder.resolve("home/jane"));
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/passwd"), "jane:x:1000:1000:Jane:/home/jane:/bin/sh\neve:x:1001:1001:Eve:/home/../etc:/bin/sh\n");
        Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(home.resolve(".plan"), "Gr\u00fc\u00dfe", StandardCharsets.ISO_8859_1);
        Files.createSymbolicLink(home.resolve(".project"), folder.resolve("secret"));
        var files = SystemFiles.ofMachine(folder);
        assertEquals(Map.of("jane", new Home("Gr\u00fc\u00dfe", "", "")), files.homes());
    }
}
