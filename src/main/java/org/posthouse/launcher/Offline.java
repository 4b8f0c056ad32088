package org.posthouse.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the house can do where none runs: its classes in a loader of their own, met at one method with JDK types.
final class Offline {
    private Offline() { }

    static Exit backup(String deed, Map<String, String> given) { return backup(deed, given, System.out); }

    /// What it prints.
    static String said(String deed, Map<String, String> given) {
        var octets = new ByteArrayOutputStream();
        backup(deed, given, new PrintStream(octets, true, StandardCharsets.UTF_8));
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static Exit backup(String deed, Map<String, String> given, PrintStream out) {
        var jar = Posthouse.ownJar();
        Path scratch = null;
        try {
            var home = Path.of(given.getOrDefault("unpacked", "."));
            var server = Unpacked.ready(jar, home);
            if (server.isEmpty()) scratch = Files.createTempDirectory("posthouse");
            var files = server.isPresent() ? server.get() : Unpacked.unpack(jar, scratch.resolve("server"));
            return run(files, deed, new HashMap<>(given), out);
        } catch (IOException failed) {
            throw new CannotStart(Exit.FAULT, "The command cannot be unpacked: " + failed.getMessage(), failed);
        } finally {
            forget(scratch);
        }
    }

    private static Exit run(Unpacked files, String deed, Map<String, String> given, PrintStream out) throws IOException {
        var own = List.of(files.folder().resolve("house.jar").toUri().toURL(), files.classPath().toUri().toURL()).toArray(URL[]::new);
        try (var loader = new URLClassLoader(own, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            java.util.logging.LogManager.getLogManager().reset();
            var run = loader.loadClass("org.posthouse.backup.Console").getMethod("run", String.class, Map.class, PrintStream.class, PrintStream.class);
            return Exit.of((Integer) run.invoke(null, deed, given, out, System.err));
        } catch (InvocationTargetException failed) {
            throw new CannotStart(Exit.FAULT, "The command failed: " + failed.getCause(), failed.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void forget(Path scratch) {
        try {
            if (scratch != null) Tree.delete(scratch);
        } catch (IOException _) {
            // left in the system's temporary folder
        }
    }
}
