package org.posthouse.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/// `posthouse upgrade NEW.jar`: the new jar is put beside the old one, the house is stopped and its database copied, the jars change places, and the new version has to become ready. When it does not, jar, database and
/// checkpoint are put back and the old version is started: nothing was acknowledged meanwhile, since a house takes mail only once it is ready.
///
/// A power cut at any moment leaves a jar in its place that starts: the old one, or the new one on a database whose migrations go on where they were. Until a house has become ready the copy of the database is the way
/// back, which `posthouse upgrade --back` takes; no upgrade overwrites it.
final class Upgrade {
    /// Says that the copy is whole and that no house was ready since. Beside the copy, which may be root's, so that the house can take it away.
    static final String WAY_BACK = "tmp/way-back";
    /// Says that the database may be half of what it was.
    private static final String GOING_BACK = "tmp/going-back";

    private static final Duration START = Duration.ofMinutes(5);
    private static final String PREVIOUS = ".previous";

    private final Settings settings;
    private final Path home;
    private final Path jar;
    private final Optional<String> service;
    private final boolean ran;
    private final Path point;

    private Upgrade(Settings settings, Path jar, Optional<String> service, boolean ran) {
        this.settings = settings;
        this.jar = jar;
        this.service = service;
        home = settings.home();
        this.ran = ran;
        point = home.resolve("tmp/upgrade");
    }

    static Exit run(List<String> given) {
        var arguments = new Arguments(given, Set.of("back"), Set.of("service"));
        var fresh = arguments.flag("back") ? Optional.<Path>empty() : Optional.of(Path.of(arguments.word("the new version's jar")).toAbsolutePath());
        arguments.done();
        var settings = Settings.read();
        var upgrade = new Upgrade(settings, Posthouse.ownJar(), arguments.option("service"), Home.running(settings.home()));
        return fresh.isPresent() ? upgrade.to(fresh.get()) : upgrade.goBack();
    }

    /// Takes the way back that an upgrade left which was cut short.
    private Exit goBack() {
        if (!Files.exists(wayBack()) && !Files.exists(goingBack())) throw new CannotStart(Exit.FAULT, "No upgrade was cut short on " + home + ", so there is no way back; a backup can be restored.");
        var before = jar.resolveSibling(jar.getFileName() + PREVIOUS);
        var from = Files.exists(before) ? version(before) : version(jar);
        back("it was cut short");
        forget();
        return Posthouse.say("Everything is as it was before the upgrade, with version " + from + (ran ? ", which runs." : "."));
    }

    private Path wayBack() { return home.resolve(WAY_BACK); }

    private Exit to(Path fresh) {
        var from = version(jar);
        var to = version(fresh);
        if (Files.exists(wayBack()) || Files.exists(goingBack())) throw new CannotStart(Exit.FAULT, "An earlier upgrade was cut short. 'posthouse upgrade --back' puts back what was before it; or start the house, which goes on with it.");
        System.out.println("From version " + from + " to " + to + ".");
        var beside = jar.resolveSibling(jar.getFileName() + ".new");
        try {
            Files.copy(fresh, beside, StandardCopyOption.REPLACE_EXISTING);
            force(beside);
            stop();
            copy();
        } catch (IOException | CannotStart failed) {
            forget();
            throw new CannotStart(Exit.FAULT, "Nothing was changed: " + failed.getMessage().replaceFirst("\\.$", "") + (ran ? ". Start the house again, if it does not run." : "."), failed);
        }
        try {
            change(beside);
        } catch (IOException failed) {
            putJarBack();
            forget();
            throw new CannotStart(Exit.FAULT, "The jars cannot change places: " + failed.getMessage() + ". The old version stays.", failed);
        }
        try {
            start();
            if (!ran) stop();
        } catch (IOException failed) {
            back(failed.getMessage());
            forget();
            throw new CannotStart(Exit.FAULT, "Version " + to + " did not start: " + failed.getMessage() + " Everything is as it was before, with version " + from + ".", failed);
        }
        forget();
        return Posthouse.say("Version " + to + " " + (ran ? "runs" : "starts and was stopped again, as it was before") + ". The old jar is " + jar.resolveSibling(jar.getFileName() + PREVIOUS) + ".");
    }

    /// There is a jar in the place at every moment.
    private void change(Path beside) throws IOException {
        var previous = jar.resolveSibling(jar.getFileName() + PREVIOUS);
        var draft = jar.resolveSibling(jar.getFileName() + PREVIOUS + ".new");
        Files.deleteIfExists(draft);
        Files.createLink(draft, jar);
        Files.move(draft, previous, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(draft);                                     // a move between two names of one file does nothing
        forceNames(jar.getParent());
        Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(jar.getParent());
    }

    static String version(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest() == null ? null : file.getManifest().getMainAttributes();
            if (manifest == null || !"org.posthouse.launcher.Posthouse".equals(manifest.getValue("Main-Class"))) throw new CannotStart(Exit.BAD_SETTING, jar + " is no Posthouse.");
            return String.valueOf(manifest.getValue("Implementation-Version"));
        } catch (IOException unreadable) {
            throw new CannotStart(Exit.BAD_SETTING, jar + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private void stop() throws IOException {
        if (service.isPresent()) call("systemctl", "stop", service.get());
        else if (Home.running(home)) Posthouse.stop(home);
        if (Home.running(home)) throw new IOException("the house does not stop");
    }

    private static void call(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) throw new IOException("'" + String.join(" ", command) + "' failed");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private boolean embedded() { return settings.values().get("posthouse.database.url").startsWith("jdbc:h2:file:"); }

    private Map<String, String> database() {
        return new HashMap<>(Map.of("url", settings.values().get("posthouse.database.url"), "user", settings.values().get("posthouse.database.user"), "password", settings.values().get("posthouse.database.password"),
                "file", point.resolve("database").toString(), "unpacked", home.toString()));
    }

    /// What the new version changes: the database, and how far the log was dispatched into it. The log itself only grows. Files keep their owner, which is the house's user when root does this.
    private void copy() throws IOException {
        if (Files.exists(point)) Tree.delete(point);
        Files.createDirectories(point);
        if (Files.exists(checkpoint())) Files.copy(checkpoint(), point.resolve("checkpoint"), StandardCopyOption.COPY_ATTRIBUTES);
        if (embedded()) {
            for (var file : embeddedFiles()) Files.copy(file, point.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        } else if (Offline.backup("dump", database()) != Exit.CLEAN) throw new IOException("the database cannot be copied");
        try (var files = Files.list(point)) {
            for (var file : files.toList()) force(file);
        }
        Files.deleteIfExists(jar.resolveSibling(jar.getFileName() + PREVIOUS));      // an earlier upgrade's: what has that name on the way back is this one's
        forceNames(jar.getParent());
        Files.writeString(wayBack(), version(jar) + "\n");
        force(wayBack());
        forceNames(point);
        forceNames(point.getParent());
    }

    private Path checkpoint() { return home.resolve("store/checkpoint"); }

    private List<Path> embeddedFiles() throws IOException {
        if (!Files.isDirectory(home.resolve("db"))) return List.of();
        try (var files = Files.list(home.resolve("db"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /// Until it is ready; the process outlives this command.
    private void start() throws IOException {
        Files.deleteIfExists(home.resolve(Ready.PORTS));
        if (service.isPresent()) {
            call("systemctl", "start", service.get());
            await(null);
            return;
        }
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("posthouse.")).forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-jar", jar.toString()));
        var output = home.resolve("log/upgrade.txt").toFile();
        await(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))).start());
    }

    private void await(Process process) throws IOException {
        try {
            long until = System.nanoTime() + START.toNanos();
            while (!Files.exists(home.resolve(Ready.PORTS))) {
                if (process != null && !process.isAlive()) throw new IOException(lastWords());
                if (System.nanoTime() > until) {
                    if (process != null) process.destroyForcibly().waitFor();
                    throw new IOException("it was not ready after " + START.toMinutes() + " minutes.");
                }
                Thread.sleep(100);
            }
            healthy();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /// Every listener accepts, and the API answers out of the database.
    private void healthy() throws IOException {
        try {
            HouseApi.local(settings).ask("GET", "domains", null);
        } catch (CannotStart unwell) {
            throw new IOException(unwell.getMessage(), unwell);
        }
    }

    private String lastWords() throws IOException {
        var said = Files.readString(home.resolve("log/upgrade.txt")).lines().filter(line -> line.startsWith("posthouse: ")).reduce((_, last) -> last);
        return said.map(line -> line.substring("posthouse: ".length())).orElse("it ended at once; " + home.resolve("log/upgrade.txt") + " has what it said.");
    }

    /// Can be cut short and begun anew as often as it takes.
    private void back(String why) {
        try {
            stop();
            restore();
            if (ran) start();
        } catch (IOException | CannotStart worse) {
            throw new CannotStart(Exit.FAULT, "The new version did not start (" + why + "), and the way back failed: " + worse.getMessage() + " The old jar is beside " + jar + ", the database as it was in " + point + "; 'posthouse upgrade --back' tries again.", worse);
        }
    }

    /// The checkpoint first: a message that is dispatched again is known by its marker, one that the checkpoint has passed and the database does not have would be lost. The jar last: it knows what [#GOING_BACK] says.
    private void restore() throws IOException {
        Files.writeString(goingBack(), "");
        forceNames(point.getParent());
        if (Files.exists(point.resolve("checkpoint"))) replace(point.resolve("checkpoint"), checkpoint());
        if (embedded()) putFilesBack();
        else if (Offline.backup("undo", database()) != Exit.CLEAN) throw new IOException("the database cannot be put back from " + point.resolve("database"));
        putJarBack();
        Files.delete(goingBack());
    }

    private void putFilesBack() throws IOException {
        var names = new java.util.HashSet<Path>();
        try (var files = Files.list(point)) {
            for (var file : files.filter(one -> !one.endsWith("checkpoint")).toList()) {
                replace(file, home.resolve("db").resolve(file.getFileName()));
                names.add(file.getFileName());
            }
        }
        for (var file : embeddedFiles()) if (!names.contains(file.getFileName())) Files.delete(file);
        forceNames(home.resolve("db"));
    }

    private static void replace(Path from, Path to) throws IOException {
        var draft = to.resolveSibling(to.getFileName() + ".new");
        Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        force(draft);
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(to.getParent());
    }

    private Path goingBack() { return home.resolve(GOING_BACK); }

    /// A start after a power cut on the way back: no house may open half a database.
    ///
    /// @return whether another jar is in the place now
    static boolean finishGoingBack(Settings settings, Path jar) {
        if (!Files.exists(settings.home().resolve(GOING_BACK))) return false;
        var upgrade = new Upgrade(settings, jar, Optional.empty(), false);
        try {
            upgrade.restore();
            upgrade.forget();
            return true;
        } catch (IOException failed) {
            throw new CannotStart(Exit.CANNOT_OPEN, "An upgrade was being undone and is not yet: " + failed.getMessage() + ". 'posthouse upgrade --back' tries again.", failed);
        }
    }

    private void putJarBack() {
        try {
            var previous = jar.resolveSibling(jar.getFileName() + PREVIOUS);
            if (!Files.exists(previous)) return;
            Files.move(previous, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceNames(jar.getParent());
        } catch (IOException failed) {
            throw new CannotStart(Exit.FAULT, "The old jar cannot be put back to " + jar + ": " + failed.getMessage(), failed);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(wayBack());                              // first, or half of a way back would be one
            Tree.delete(point);
        } catch (IOException _) {
            // the next upgrade takes it away
        }
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void forceNames(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
