package org.posthouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipInputStream;

/// The server's jars and our two archives as files under `<home>/tmp/server-<build>`: unpacked when a build runs the first time, then kept. A JVM
/// that starts from plain jars on its class path is up seconds sooner than one that reads jars in a jar, and can share classes between starts.
record Unpacked(Path folder) {
    private static final String SERVER = "MICRO-INF/runtime/";
    private static final String OURS = "POSTHOUSE/";
    private static final String ADAPTERS = "lib/install/applications";
    private static final String RUNTIME = "runtime";
    private static final String LIBRARIES = "libraries";
    private static final String CLASS_PATH = "class-path.jar";
    private static final String DONE = "unpacked";

    static Unpacked from(Path jar, Path home) {
        try {
            var tmp = home.resolve("tmp");
            var folder = tmp.resolve("server-" + Integer.toHexString(jar.hashCode()) + "-" + Long.toString(Files.getLastModifiedTime(jar).toMillis(), 36) + Long.toString(Files.size(jar), 36));
            if (!Files.exists(folder.resolve(DONE))) {
                delete(tmp);
                unpack(jar, folder);
            }
            return new Unpacked(folder);
        } catch (IOException | UncheckedIOException failed) {
            throw new CannotStart(Exit.CANNOT_OPEN, "The server cannot be unpacked under " + home + ": " + failed.getMessage(), failed);
        }
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        Files.createDirectories(folder.resolve(RUNTIME));
        Files.createDirectories(folder.resolve(LIBRARIES));
        try (var entries = new JarFile(jar.toFile())) {
            for (var list = entries.entries(); list.hasMoreElements(); ) {
                var entry = list.nextElement();
                var name = entry.getName();
                if (entry.isDirectory() || !name.startsWith(SERVER) && !name.startsWith(OURS)) continue;
                try (var in = entries.getInputStream(entry)) {
                    if (name.startsWith(OURS)) Files.copy(in, within(folder, name.substring(OURS.length())));
                    else if (name.endsWith(".rar")) explode(in, within(folder.resolve(ADAPTERS), name.substring(SERVER.length(), name.length() - 4)));
                    else Files.copy(in, within(folder.resolve(RUNTIME), name.substring(SERVER.length())));
                }
            }
        }
        writeClassPath(jar, folder);
        Files.createFile(folder.resolve(DONE));
    }

    /// The server's own resource adapters (its connection pools are some) are read from folders, not archives.
    private static void explode(InputStream archive, Path folder) throws IOException {
        var entries = new ZipInputStream(archive);
        for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.isDirectory()) continue;
            var target = within(folder, entry.getName());
            Files.createDirectories(target.getParent());
            Files.copy(entries, target);
        }
    }

    private static Path within(Path folder, String name) throws IOException {
        var target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) throw new IOException("the archive names a file outside its folder: " + name);
        return target;
    }

    /// Everything below `root`, which stays: what earlier builds and killed servers left in the temporary folder.
    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) return;
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
                if (!folder.equals(root)) Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// A jar of nothing but a manifest that lists the class path: Payara Micro reads from it what its modules are.
    private static void writeClassPath(Path jar, Path folder) throws IOException {
        // The launcher's own jar first: Payara Micro takes its configuration from the jar that its API classes come from.
        var parts = new ArrayList<>(List.of(jar.toUri().toString()));
        for (var place : List.of(RUNTIME, LIBRARIES))
            try (var files = Files.list(folder.resolve(place))) {
                files.map(file -> place + "/" + file.getFileName()).sorted().forEach(parts::add);
            }
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", parts));
        new JarOutputStream(Files.newOutputStream(folder.resolve(CLASS_PATH)), manifest).close();
    }

    Path classPath() { return folder.resolve(CLASS_PATH); }

    Path connector() { return folder.resolve("posthouse-connector.rar"); }

    Path house() { return folder.resolve("posthouse.war"); }
}
