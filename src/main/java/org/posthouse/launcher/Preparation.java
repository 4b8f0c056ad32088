package org.posthouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Makes every later start quick: unpacks the server beside the jar and lets the JVM keep the classes of a trial run (JEP 350). For builds and images; without it the
/// server starts all the same, from a folder in its home and a few seconds later. The younger AOT cache of JEP 515 starts faster still, but this JVM
/// crashed on its profiles (docs/adr/0005).
final class Preparation {
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofMinutes(5);

    private Preparation() { }

    /// @return what was done, a sentence
    static String of(Path jar) {
        try {
            var server = Unpacked.prepared(jar);
            var home = Files.createTempDirectory(jar.getParent(), "preparation");
            try {
                rehearse(jar, server, home);
            } finally {
                Tree.delete(home);
            }
            return "Prepared " + server.folder() + (Files.exists(server.classCache()) ? "." : ", but this JVM keeps no class cache.");
        } catch (IOException failed) {
            throw new CannotStart(Exit.FAULT, "The server cannot be prepared beside " + jar + ": " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart(Exit.FAULT, "The preparation was interrupted.", stopped);
        }
    }

    private static void rehearse(Path jar, Unpacked server, Path home) throws IOException, InterruptedException {
        var environment = new HashMap<>(Map.of("POSTHOUSE_HOME", home.toString(), "POSTHOUSE_DOMAIN", "rehearsal.test"));
        for (var service : Settings.SERVICES.keySet()) environment.put("POSTHOUSE_" + service.toUpperCase(java.util.Locale.ROOT) + "_PORT", "0");
        var draft = home.resolve("classes.jsa");
        var command = new ArrayList<>(ServerJvm.command(jar, server, Settings.read(new Properties(), environment), Map.of()));
        command.add(1, "-XX:ArchiveClassesAtExit=" + draft);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(home.resolve("output").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POSTHOUSE_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            awaitReady(home, process);
            process.destroy();                                  // SIGTERM: the JVM writes its archive on the way out
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) throw new IOException("the trial run does not end");
            if (Files.exists(draft)) Files.move(draft, server.classCache(), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitReady(Path home, Process process) throws IOException, InterruptedException {
        long until = System.nanoTime() + START.toNanos();
        while (!Files.exists(home.resolve(Ready.PORTS))) {
            if (!process.isAlive() || System.nanoTime() > until) throw new IOException("the trial run does not start: " + Files.readString(home.resolve("output")).strip());
            Thread.sleep(Duration.ofMillis(50));
        }
    }
}
