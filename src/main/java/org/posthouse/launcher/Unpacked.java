package org.posthouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
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
    private static final String HOUSE = "posthouse.war";
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

    /// One that is there, for commands that only read it.
    static Optional<Unpacked> ready(Path jar, Path home) throws IOException {
        for (var folder : List.of(beside(jar), home.resolve("tmp/server"))) if (current(folder, jar)) return Optional.of(new Unpacked(folder));
        return Optional.empty();
    }

    /// Beside the jar, where a package put it already or it is put now.
    static Unpacked prepared(Path jar) throws IOException {
        var beside = beside(jar);
        return current(beside, jar) ? new Unpacked(beside) : unpack(jar, beside);
    }

    /// Where every home finds it.
    static Path beside(Path jar) { return jar.resolveSibling("server"); }

    private static boolean current(Path folder, Path jar) throws IOException {
        return Files.exists(folder.resolve(DONE)) && Files.readString(folder.resolve(DONE)).equals(build(jar));
    }

    private static String build(Path jar) throws IOException { return jar + " " + Files.getLastModifiedTime(jar) + " " + Files.size(jar); }

    static Unpacked unpack(Path jar, Path folder) throws IOException {
        try (var entries = new JarFile(jar.toFile())) {
            if (entries.getEntry(OURS + HOUSE) == null) throw new IOException(jar + " is the short jar of a package, and " + beside(jar) + ", which comes with it, is not as it was packed; install the package again");
        }
        files(jar, folder);
        writeClassPath(jar.toUri().toString(), folder);
        Files.writeString(folder.resolve(DONE), build(jar));
        return new Unpacked(folder);
    }

    /// As it will stand beside the jar of a package.
    ///
    /// @param whole  what the files are taken from
    /// @param packed the jar that they will stand beside, in the folder where it is made
    /// @param place  where it will be installed
    static void pack(Path whole, Path packed, Path place) throws IOException {
        var folder = beside(packed);
        files(whole, folder);
        writeClassPath("../" + place.getFileName(), folder);
        Files.writeString(folder.resolve(DONE), place + " " + Files.getLastModifiedTime(packed) + " " + Files.size(packed));
    }

    /// An entry that a server beside the jar makes superfluous.
    static boolean unpacks(String entry) { return entry.startsWith(SERVER) || entry.startsWith(OURS); }

    private static void files(Path jar, Path folder) throws IOException {
        if (Files.exists(folder)) Tree.delete(folder);
        Files.createDirectories(folder.resolve(RUNTIME));
        Files.createDirectories(folder.resolve(LIBRARIES));
        try (var entries = new JarFile(jar.toFile())) {
            for (var list = entries.entries(); list.hasMoreElements(); ) {
                var entry = list.nextElement();
                var name = entry.getName();
                if (entry.isDirectory() || !unpacks(name)) continue;
                try (var in = entries.getInputStream(entry)) {
                    if (name.startsWith(OURS)) Files.copy(in, within(folder, name.substring(OURS.length())));
                    else if (name.endsWith(".rar")) explode(in, within(folder.resolve(ADAPTERS), name.substring(SERVER.length(), name.length() - 4)));
                    else Files.copy(in, within(folder.resolve(RUNTIME), name.substring(SERVER.length())));
                }
            }
        }
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
    private static void writeClassPath(String jar, Path folder) throws IOException {
        // The launcher's own jar first: Payara Micro takes its configuration from the jar that its API classes come from.
        var parts = new ArrayList<>(List.of(jar));
        for (var place : List.of(RUNTIME, LIBRARIES))
            try (var files = Files.list(folder.resolve(place))) {
                files.map(file -> place + "/" + file.getFileName()).sorted().forEach(parts::add);
            }
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", parts));
        try (var out = new JarOutputStream(Files.newOutputStream(folder.resolve(CLASS_PATH)))) {
            var entry = new ZipEntry(JarFile.MANIFEST_NAME);
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));      // the same octets at every build
            out.putNextEntry(entry);
            manifest.write(out);
        }
    }

    /// The classes of a trial run as the JVM maps them, parsed and verified; there only after a [Preparation].
    Path classCache() { return folder.resolve("classes.jsa"); }

    Path adapters() { return folder.resolve(ADAPTERS); }

    Path classPath() { return folder.resolve(CLASS_PATH); }

    Path connector() { return folder.resolve("posthouse-connector.rar"); }

    Path house() { return folder.resolve(HOUSE); }
}
