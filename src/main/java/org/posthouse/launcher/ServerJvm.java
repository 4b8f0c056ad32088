package org.posthouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/// The command line of the JVM that serves: an appliance's heap and collector, what Payara Micro wants opened, our class path.
final class ServerJvm {
    /// More or other options, split at blanks; for people who measure.
    private static final String EXTRA = "POSTHOUSE_JAVA_OPTIONS";

    private static final List<String> OPTIONS = List.of(
            "-Xms64m", "-Xmx640m", "-XX:MaxNewSize=96m", "-XX:MinHeapFreeRatio=20", "-XX:MaxHeapFreeRatio=40",
            "-XX:+UseSerialGC", "-XX:MetaspaceSize=128m",       // two cores, small heap: docs/performance.md
            "-XX:MaxDirectMemorySize=128m", "-XX:ReservedCodeCacheSize=128m",
            "-XX:+ExitOnOutOfMemoryError",                       // a house that cannot think must not say 250
            // a virtual thread that waits for a class to be loaded keeps its carrier; with two carriers, one per core, two such stopped the house while the loader of the class waited for a carrier itself
            "-Djdk.virtualThreadScheduler.parallelism=32",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=false",
            "-Djdk.tls.rejectClientInitiatedRenegotiation=true");

    private ServerJvm() { }

    /// @param environment [#EXTRA] is taken from it
    static List<String> command(Path jar, Unpacked server, Settings settings, Map<String, String> environment) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest().getMainAttributes();
            for (var open : manifest.getValue("Add-Opens").split(" ")) command.add("--add-opens=" + open + "=ALL-UNNAMED");
            for (var export : manifest.getValue("Add-Exports").split(" ")) command.add("--add-exports=" + export + "=ALL-UNNAMED");
        }
        command.add("-Djava.io.tmpdir=" + settings.home().resolve("tmp"));
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("posthouse."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        if (Files.exists(server.classCache())) command.addAll(List.of("-XX:SharedArchiveFile=" + server.classCache(), "-Xlog:cds=off", "-Xlog:aot=off"));
        var extra = environment.getOrDefault(EXTRA, "").strip();
        if (!extra.isEmpty()) command.addAll(List.of(extra.split("\\s+")));
        command.addAll(List.of("-cp", server.classPath().toString(), Server.class.getName(), server.folder().toString()));
        return command;
    }
}
