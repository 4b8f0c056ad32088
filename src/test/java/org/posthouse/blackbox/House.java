package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthouse.Scratch;

/// One appliance as its owner has it: the packaged jar, a process, a home, ports that the system chose. Starts, stops, dies and starts again on the same home.
public final class House implements AutoCloseable {
    public static final String DOMAIN = "example.test";
    public static final String HOSTNAME = "mail.example.test";
    public static final String POSTMASTER_PASSWORD = "postmaster-secret";
    /// For a machine that does ten other things; ten seconds are the rule.
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final int STOP_SECONDS = 90;
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private final Properties ports = new Properties();
    private Process process;

    /// @param name     of its folder under `target/blackbox`
    /// @param settings on top of the usual ones; an empty value takes a usual one away
    public House(Path name, Map<String, String> settings) {
        folder = Scratch.folder(name.toString());
        this.settings.putAll(ephemeralPorts());
        this.settings.put("POSTHOUSE_HOME", home().toString());
        this.settings.put("POSTHOUSE_HOSTNAME", HOSTNAME);
        this.settings.put("POSTHOUSE_DOMAIN", DOMAIN);
        this.settings.put("POSTHOUSE_POSTMASTER_PASSWORD", POSTMASTER_PASSWORD);
        set(settings);
    }

    /// One that somebody else has started, with the usual postmaster; it is left running.
    public static House running(Path home) {
        var house = new House(home);
        house.readPorts();
        return house;
    }

    private House(Path home) { folder = home.toAbsolutePath().getParent(); }

    static Map<String, String> ephemeralPorts() {
        var ports = new HashMap<String, String>();
        for (var service : List.of("SMTP", "SUBMISSION", "SUBMISSIONS", "LMTP", "POP3", "POP3S", "HTTP", "HTTPS")) ports.put("POSTHOUSE_" + service + "_PORT", "0");
        return ports;
    }

    public House set(Map<String, String> changes) {
        changes.forEach((name, value) -> {
            if (value.isEmpty()) settings.remove(name);
            else settings.put(name, value);
        });
        return this;
    }

    /// Returns when the house says that it is ready.
    public House start() {
        try {
            launch();
            Await.until(START_PATIENCE, () -> "the ready line\n" + story(), () -> readyLine() != null || !process.isAlive(), done -> done);
            assertTrue(readyLine() != null, () -> "ended with " + process.exitValue() + " instead of starting\n" + story());
            readPorts();
            return this;
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void readPorts() {
        ports.clear();
        try (var reader = Files.newBufferedReader(home().resolve("ports.properties"))) {
            ports.load(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Sets out and does not wait.
    void launch() { process = Jar.launch(folder, settings, folder.resolve("out"), folder.resolve("err")); }

    /// Runs another command on the same home with the same settings.
    Jar.Ended command(String... arguments) throws IOException, InterruptedException { return Jar.run(folder, settings, arguments); }

    /// SIGTERM.
    void terminate() { process.destroy(); }

    /// The exit code, once there is one.
    int exit() throws InterruptedException {
        assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), () -> "has not ended\n" + story());
        return process.exitValue();
    }

    /// @throws AssertionError with its last words, when it ended without being asked
    void insistThatItRuns() { assertTrue(process.isAlive(), () -> "ended by itself with " + process.exitValue() + "\n" + story()); }

    /// What it has used of all cores together.
    Duration cpu() { return process.info().totalCpuDuration().orElse(Duration.ZERO); }

    public void stop() throws InterruptedException {
        terminate();
        assertEquals(0, exit(), this::story);
    }

    /// SIGKILL.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    public Path home() { return folder.resolve("home"); }

    /// The folder it was started in, which is its HOME too.
    Path folder() { return folder; }

    String readyLine() throws IOException { return printed().lines().filter(line -> line.startsWith("posthouse ready:")).findFirst().orElse(null); }

    /// What stands on the console so far.
    public String printed() throws IOException { return Files.readString(folder.resolve("out")); }

    Map<String, String> ports() {
        var all = new HashMap<String, String>();
        ports.stringPropertyNames().forEach(name -> all.put(name, ports.getProperty(name)));
        return all;
    }

    public int port(String service) { return Integer.parseInt(ports.getProperty(service)); }

    long pid() { return process.pid(); }

    /// A conversation with a service in clear, its greeting not read yet.
    public Dialogue dial(String service) throws IOException { return new Dialogue(new Socket(host(), port(service))); }

    /// Where it listens.
    public String host() { return settings.getOrDefault("POSTHOUSE_BIND", "127.0.0.1"); }

    public Api api() { return new Api(host(), port("http"), "postmaster", POSTMASTER_PASSWORD); }

    /// A new account that nobody else uses.
    public Account account(String kind) throws Exception {
        var account = new Account(0, kind + ACCOUNTS.incrementAndGet() + "@" + settings.getOrDefault("POSTHOUSE_DOMAIN", DOMAIN), "Secret of " + kind);
        var answer = api().post("accounts", "{\"name\":\"A tester\",\"addresses\":[\"%s\"],\"password\":\"%s\"}".formatted(account.address(), account.password()));
        assertEquals(201, answer.status(), answer::body);
        return new Account(answer.number("id"), account.address(), account.password());
    }

    public record Account(long id, String address, String password) { }

    /// What the process said and logged, for a test that failed.
    public String story() {
        try {
            var log = home().resolve("log/posthouse.0.log");
            var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
            return printed() + Files.readString(folder.resolve("err")) + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()).stream().map(line -> line.length() > 300 ? line.substring(0, 300) + "…" : line).toList());
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    /// Ends it by force, if it still runs, and forgets everything.
    @Override public void close() {
        try {
            if (settings.isEmpty()) return;                              // not ours
            if (process != null) kill();
            Scratch.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
