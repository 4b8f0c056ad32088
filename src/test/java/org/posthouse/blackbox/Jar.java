package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `java -jar target/posthouse.jar`, with a clean environment and in an empty folder.
final class Jar {
    private static final Path PATH = Path.of(System.getProperty("posthouse.jar", "target/posthouse.jar")).toAbsolutePath();
    private static final int PATIENCE_SECONDS = 120;

    private Jar() { }

    /// What a command left behind.
    record Ended(int exit, String out, String err) { }

    /// A process that goes on; its output goes to `out` and `err`.
    static Process launch(Path folder, Map<String, String> settings, Path out, Path err, String... arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", PATH.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("POSTHOUSE_") || name.startsWith("JAVA_") || name.startsWith("JDK_"));
        environment.put("HOME", folder.toString());
        environment.putAll(settings);
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// A command that comes to an end by itself.
    static Ended run(Path folder, Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile(folder, "command", ".out");
        var err = Files.createTempFile(folder, "command", ".err");
        var process = launch(folder, settings, out, err, arguments);
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "still running: " + String.join(" ", arguments));
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
