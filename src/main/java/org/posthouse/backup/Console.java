package org.posthouse.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/// What the command `posthouse` does with backups where no house runs. Called by reflection with JDK types alone, since the launcher shares no class with the house.
public final class Console {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private Console() { }

    /// `make-key FILE` · `list`, `verify`, `drill DEPOT` · `files`, `load DEPOT`.
    ///
    /// @param given `depot`, `id`, `key`, `home`, `scratch`, `url`, `user`, `password`, as the deed needs them
    /// @return an exit code
    public static int run(String deed, Map<String, String> given, PrintStream out, PrintStream err) {
        try {
            return switch (deed) {
                case "make-key" -> makeKey(Path.of(given.get("key")), out);
                case "list" -> list(given, out);
                case "verify" -> verify(given, out);
                case "drill" -> drill(given, out, err);
                case "files" -> files(given, out);
                case "load" -> load(given, out);
                case "look-at-database" -> DatabaseLook.at(new Load.Target(given.get("url"), given.get("user"), given.get("password")), out);
                case "dump" -> dump(given, out);
                case "undo" -> undo(given, out);
                default -> throw new BackupTrouble("There is no such deed: " + deed);
            };
        } catch (IOException failed) {
            err.println("posthouse: " + BackupTrouble.of("It", failed).getMessage());
            return FAILED;
        }
    }

    private static int makeKey(Path file, PrintStream out) throws IOException {
        BackupKey.make(file);
        out.println("A new key is in " + file + ". Keep a copy of it elsewhere: without it no backup made with it can be read.");
        return DONE;
    }

    private static int list(Map<String, String> given, PrintStream out) throws IOException {
        var depot = Depot.at(Path.of(given.get("depot")));
        for (var id : depot.ids()) {
            var manifest = depot.manifest(id, Optional.empty());
            out.println(id + "  " + manifest.octets() + " octets  " + manifest.hostname() + "  version " + manifest.program() + (manifest.encrypted() ? "  encrypted, key " + manifest.keyPrint().substring(0, 8) : ""));
        }
        if (depot.ids().isEmpty()) out.println("There is no finished backup in " + depot.folder() + ".");
        return DONE;
    }

    private static Restore restore(Map<String, String> given) throws IOException {
        var depot = Depot.at(Path.of(given.get("depot")));
        Optional<BackupKey> key = given.containsKey("key") ? Optional.of(BackupKey.read(Path.of(given.get("key")))) : Optional.empty();
        return new Restore(depot, depot.manifest(given.getOrDefault("id", "latest"), key), key, _ -> { });
    }

    private static int verify(Map<String, String> given, PrintStream out) throws IOException {
        long rows = restore(given).verify();
        out.println("The backup is whole: every object is as it was written, and the database has " + rows + " rows.");
        return DONE;
    }

    private static int drill(Map<String, String> given, PrintStream out, PrintStream err) throws IOException {
        var restore = restore(given);
        var scratch = Files.createTempDirectory(Path.of(given.get("scratch")), "drill");
        try {
            var home = scratch.resolve("home");
            var database = new Load.Target("jdbc:h2:file:" + home.resolve("db/posthouse") + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=USER,VALUE", "posthouse", "embedded");
            restore.files(home);
            try (var dump = restore.dump()) {
                Load.into(database, dump);
            }
            restore.finish(home);
            var outcome = Drill.run(home, database);
            outcome.lost().stream().limit(100).forEach(err::println);
            if (!outcome.lost().isEmpty()) {
                err.println("posthouse: " + outcome.lost().size() + " messages of the backup cannot be read.");
                return FAILED;
            }
            out.println("The backup was restored into a scratch home: " + outcome.messages() + " messages in mailboxes and " + outcome.queued() + " queued deliveries were read, " + outcome.waiting() + " more wait in the log.");
            return DONE;
        } finally {
            delete(scratch);
        }
    }

    private static int files(Map<String, String> given, PrintStream out) throws IOException {
        restore(given).files(Path.of(given.get("home")));
        out.println("The files are back.");
        return DONE;
    }

    /// The second half, when it is known which database the home names.
    private static int load(Map<String, String> given, PrintStream out) throws IOException {
        var restore = restore(given);
        long rows;
        var target = new Load.Target(given.get("url"), given.get("user"), given.get("password"));
        try (var dump = restore.dump()) {
            rows = Load.into(target, dump);
        }
        restore.finish(Path.of(given.get("home")));
        out.println("The database is back, " + rows + " rows in " + target.shown() + ". Start Posthouse on " + given.get("home") + ".");
        return DONE;
    }

    /// A copy of a database that nobody uses now, before an upgrade changes it.
    private static int dump(Map<String, String> given, PrintStream out) throws IOException {
        try (var file = Files.newOutputStream(Path.of(given.get("file"))); var dump = Dump.begin(given.get("url"), given.get("user"), given.get("password"))) {
            out.println("The database is copied, " + dump.write(file) + " rows.");
            return DONE;
        } catch (SQLException failed) {
            throw new BackupTrouble("The database cannot be copied: " + failed.getMessage(), failed);
        }
    }

    /// The same backwards, over what the upgrade left.
    private static int undo(Map<String, String> given, PrintStream out) throws IOException {
        var target = new Load.Target(given.get("url"), given.get("user"), given.get("password"));
        Load.empty(target);
        try (var dump = new DumpReader(Files.newInputStream(Path.of(given.get("file"))))) {
            out.println("The database is as it was, " + Load.into(target, dump) + " rows.");
            return DONE;
        }
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
