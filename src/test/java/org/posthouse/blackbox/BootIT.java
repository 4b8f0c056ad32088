package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.posthouse.Scratch;

/// The disk image in QEMU, set up by a seed and nobody's hand, its power cut under load again and again: whatever was acknowledged is there exactly once and whole. Run by `appliance-image/test-boot`.
@EnabledIfSystemProperty(named = "posthouse.image", matches = ".+") class BootIT {
    private static final int CUTS = Integer.getInteger("posthouse.image.cuts", 5);
    private static final int MAILBOXES = 3;
    private static final int SENDERS = 4;
    private static final String DOMAIN = "example.test";
    private static final String PASSWORD = "postmaster-secret";
    private static final String POSTMASTER = "Authorization: Basic " + Base64.getEncoder().encodeToString(("postmaster:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final int PORT_BASE = Integer.getInteger("posthouse.image.ports", 20_000);
    /// Emulated on two busy cores, a boot takes minutes.
    private static final Duration BOOT_PATIENCE = Duration.ofMinutes(Integer.getInteger("posthouse.image.patience", 25));
    /// The first page of each kind is made of classes that are not loaded yet.
    private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(5);

    private final Path folder = Scratch.folder("boot");
    private final Random random = new Random();
    private final Journal journal = new Journal();
    private final List<House.Account> accounts = new ArrayList<>();
    private Process machine;

    @AfterEach void forget() throws Exception {
        if (machine != null) cut();
        Scratch.delete(folder);
    }

    @Test void aMachineLosesNothingWhenItsPowerIsCut() throws Exception {
        var seed = Files.writeString(folder.resolve("posthouse.yaml"), "hostname: mail.%s\ndomain: %s\npostmaster-password: %s\nlanguage: ja\naccount: seeded@%s A Person\n".formatted(DOMAIN, DOMAIN, PASSWORD, DOMAIN));
        boot("--fresh", "--seed", seed.toString());
        assertTrue(page("GET /sign-in HTTP/1.1", "").contains("<html"), "a page");
        assertTrue(page("GET /api/v1/settings HTTP/1.1\r\n" + POSTMASTER, "").contains("\"house.language\":\"ja\""), "the language of the seed");
        assertTrue(page("GET /api/v1/accounts HTTP/1.1\r\n" + POSTMASTER, "").contains("seeded@" + DOMAIN), "the account of the seed");
        for (int i = 1; i <= MAILBOXES; i++) accounts.add(open("boot" + i + "@" + DOMAIN));
        accounts.forEach(this::verify);
        for (int round = 1; round <= CUTS; round++) {
            long load = cutUnderLoad();
            boot();
            accounts.forEach(this::verify);
            System.out.println(LocalTime.now() + " power cut " + round + " of " + CUTS + " after " + load + " ms of load: " + journal);
        }
        assertTrue(journal.acknowledged() > accounts.size() * (CUTS + 1L), "there was load: " + journal);
    }

    /// Returns when the web says that every service accepts.
    private void boot(String... more) throws Exception {
        long since = System.nanoTime();
        var console = folder.resolve("console");
        var services = folder.resolve("journal");
        var command = new ArrayList<>(List.of("appliance-image/boot", "--image", System.getProperty("posthouse.image"), "--disk", folder.resolve("disk").toString(),
                "--port-base", Integer.toString(PORT_BASE), "--serial", console.toString(), "--journal", services.toString()));
        command.addAll(List.of(more));
        machine = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("qemu").toFile()).start();
        Await.until(BOOT_PATIENCE, () -> "a machine that is ready" + told(console) + told(services), () -> {
            assertTrue(machine.isAlive(), () -> "QEMU ended" + told(console));
            try {
                return page("GET /health/ready HTTP/1.1", "").startsWith("HTTP/1.1 200");
            } catch (IOException | AssertionError _) {
                return false;                                                         // its network is not up, or something else not yet
            }
        }, ready -> ready);
        System.out.println("ready after " + (System.nanoTime() - since) / 1_000_000_000 + " s");
    }

    private String told(Path shown) {
        try {
            var text = Files.exists(shown) ? Files.readString(shown, StandardCharsets.ISO_8859_1) : "";
            return "\n" + Files.readString(folder.resolve("qemu")) + text.substring(Math.max(0, text.length() - 2000));
        } catch (IOException unreadable) {
            return " (" + unreadable + ")";
        }
    }

    /// The whole machine, not a process in it.
    private void cut() throws InterruptedException {
        machine.destroyForcibly();
        machine.waitFor(60, TimeUnit.SECONDS);
    }

    private long cutUnderLoad() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < SENDERS; i++) {
            long seed = random.nextLong();
            threads.add(Thread.ofVirtual().start(() -> send(new Random(seed))));
        }
        long life = 4_000 + random.nextInt(8_000);
        LockSupport.parkNanos(life * 1_000_000);
        cut();
        for (var thread : threads) thread.join();
        assertEquals(List.of(), journal.complaints());
        return life;
    }

    private Dialogue dial(int port) throws IOException { return new Dialogue(new Socket("127.0.0.1", PORT_BASE + port), ANSWER_PATIENCE); }

    /// One message after another until the connection breaks.
    private void send(Random random) {
        try (var line = dial(25)) {
            line.reply();
            line.ask("EHLO load.test");
            while (true) deliver(line, journal.next(accounts.get(random.nextInt(accounts.size())), random));
        } catch (IOException cut) {
            // the journal knows how far it came
        } catch (AssertionError wrong) {
            journal.complain(wrong);
        }
    }

    private void deliver(Dialogue line, Journal.Item item) throws IOException {
        line.send("MAIL FROM:<load@sender.test>\r\nRCPT TO:<" + item.account().address() + ">\r\nDATA\r\n");
        for (var wanted : new String[] {"250 .*", "250 .*", "354 .*"}) line.expect(wanted);
        journal.sending(item);
        line.send(Route.stuffed(item.letter().octets()));
        line.expect("250 2\\.0\\.0 .*");
        journal.acknowledged(item);
    }

    /// A last message behind all others: when it has come, all others have.
    private void verify(House.Account account) {
        try {
            var last = journal.next(account, new Random(random.nextLong()));
            try (var line = dial(25)) {
                line.reply();
                line.ask("EHLO last.test");
                deliver(line, last);
            }
            var there = Await.until(Duration.ofMinutes(5), () -> last + " in the mailbox of " + account.address(), () -> tokens(account), tokens -> tokens.contains(last.token()));
            assertEquals(List.of(), journal.missing(account, there), "acknowledged and not there");
            assertEquals(List.of(), journal.unexpected(account, there), "doubled, or from nowhere");
            journal.settle(account, there);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// By POP3 under TLS: the machine's port is not loopback to it.
    private List<String> tokens(House.Account account) throws IOException {
        try (var line = dial(995).tls()) {
            line.expect("\\+OK .*");
            line.talk("C: USER " + account.address() + "\nS: \\+OK .*\nC: PASS " + account.password() + "\nS: \\+OK .*");
            line.send("STAT\r\n");
            int count = Integer.parseInt(line.expect("\\+OK \\d+ \\d+").split(" ")[1]);
            var tokens = new ArrayList<String>();
            for (int i = 1; i <= count; i++) {
                line.talk("C: RETR " + i + "\nS: \\+OK .*");
                tokens.add(Journal.tokenOf(sent(line.multiLine())));
            }
            line.talk("C: QUIT\nS: \\+OK .*\nS: END");
            return tokens;
        }
    }

    /// Without what the house put in front: mail from outside is checked, too, and the findings stand there.
    private static byte[] sent(byte[] octets) {
        int from = new String(octets, StandardCharsets.ISO_8859_1).indexOf("X-Token: ");
        return Arrays.copyOfRange(octets, Math.max(0, from), octets.length);
    }

    private House.Account open(String address) throws IOException {
        var account = new House.Account(0, address, "Secret of the boot");
        var answer = page("POST /api/v1/accounts HTTP/1.1\r\nContent-Type: application/json\r\n" + POSTMASTER,
                "{\"name\":\"A tester\",\"addresses\":[\"%s\"],\"password\":\"%s\"}".formatted(account.address(), account.password()));
        assertTrue(answer.startsWith("HTTP/1.1 201"), answer);
        return account;
    }

    /// What the web answers under TLS, header and all.
    private String page(String request, String body) throws IOException {
        try (var line = dial(443).tls()) {
            line.send(request + "\r\nHost: mail." + DOMAIN + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            return new String(line.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
