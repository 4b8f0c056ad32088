package org.posthouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipInputStream;

/// The server's jars and our two archives as files: in the folder `server` beside the jar, where [Preparation] puts them for all homes, or else under `<home>/tmp`, when a
/// build runs there the first time. A JVM that starts from plain jars on its class path is up seconds sooner than one that reads jars in a jar. Nothing is written here later.
record Unpacked(Path folder) {
    private static final String SERVER = "MICRO-INF/runtime/";
    private static final String OURS = "POSTHOUSE/";
    private static final String ADAPTERS = "adapters";
    private static final String RUNTIME = "runtime";
    private static final String LIBRARIES = "libraries";
    private static final String CLASS_PATH = "class-path.jar";
    private static final String DONE = "unpacked";

    static Unpacked from(Path jar, Path home) {
        try {
            var beside = beside(jar);
            if (current(beside, jar)) return new Unpacked(beside);
            var folder = home.resolve("tmp/server");
            if (!current(folder, jar)) unpack(jar, folder);
            return new Unpacked(folder);
        } catch (IOException failed) {
            throw new CannotStart(Exit.CANNOT_OPEN, "The server cannot be unpacked under " + home + ": " + failed.getMessage(), failed);
        }
    }

    /// Where every home finds it.
    static Path beside(Path jar) { return jar.resolveSibling("server"); }

    private static boolean current(Path folder, Path jar) throws IOException {
        return Files.exists(folder.resolve(DONE)) && Files.readString(folder.resolve(DONE)).equals(build(jar));
    }

    private static String build(Path jar) throws IOException { return jar + " " + Files.getLastModifiedTime(jar) + " " + Files.size(jar); }

    static Unpacked unpack(Path jar, Path folder) throws IOException {
        if (Files.exists(folder)) Tree.delete(folder);
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
        Files.writeString(folder.resolve(DONE), build(jar));
        return new Unpacked(folder);
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

    /// The classes of a trial run as the JVM maps them, parsed and verified; there only after a [Preparation].
    Path classCache() { return folder.resolve("classes.jsa"); }

    Path adapters() { return folder.resolve(ADAPTERS); }

    Path classPath() { return folder.resolve(CLASS_PATH); }

    Path connector() { return folder.resolve("posthouse-connector.rar"); }

    Path house() { return folder.resolve("posthouse.war"); }
}
