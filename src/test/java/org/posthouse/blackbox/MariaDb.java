package org.posthouse.blackbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.posthouse.Scratch;

/// A real MariaDB from the system's package, with a data folder, socket and port of its own under `target/blackbox`; commits are durable.
public final class MariaDb {
    private static MariaDb running;

    private final int port;
    private final Process process;
    private int databases;

    private MariaDb(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    public static synchronized MariaDb running() {
        if (running == null) {
            try {
                running = start(Scratch.folder("mariadb"));
            } catch (Exception failed) {
                throw new IllegalStateException("MariaDB does not start", failed);
            }
        }
        return running;
    }

    /// Servers are often in a folder that is not on a user's path.
    public static Optional<String> program(String name) {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/libexec"))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    private static MariaDb start(Path folder) throws Exception {
        var data = folder.resolve("data").toString();
        var user = System.getProperty("user.name");
        var installed = logged(folder, program("mariadb-install-db").orElseThrow(), "--no-defaults", "--datadir=" + data, "--user=" + user,
                "--auth-root-authentication-method=normal", "--skip-test-db").start();
        if (installed.waitFor() != 0) throw new IllegalStateException(Files.readString(folder.resolve("log")));
        int port = freePort();
        // a relative socket is one in the data folder, however long that folder's name is
        var process = logged(folder, program("mariadbd").orElseThrow(), "--no-defaults", "--datadir=" + data, "--user=" + user, "--bind-address=127.0.0.1", "--port=" + port,
                "--socket=mariadb.sock", "--pid-file=mariadb.pid", "--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=64M", "--max-connections=300").start();
        var server = new MariaDb(port, process);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(folder)));
        Await.until(() -> "MariaDB listens on " + port, () -> server.answers(), answers -> answers);
        return server;
    }

    private static ProcessBuilder logged(Path folder, String... command) {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) throw new IllegalStateException("mariadbd ended with " + process.exitValue());
        try (var connection = DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/", "root", "")) {
            return connection.isValid(5);
        } catch (SQLException _) {
            return false;
        }
    }

    /// Settings of an empty database with a user who may use no other.
    public synchronized Map<String, String> freshDatabase() {
        var name = "posthouse" + ++databases;
        try (var connection = DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/", "root", ""); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            statement.execute("GRANT ALL ON " + name + ".* TO " + name + "@'%' IDENTIFIED BY 'secret'");
            statement.execute("GRANT ALL ON " + name + ".* TO " + name + "@localhost IDENTIFIED BY 'secret'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return Map.of("POSTHOUSE_DATABASE_URL", url(name), "POSTHOUSE_DATABASE_USER", name, "POSTHOUSE_DATABASE_PASSWORD", "secret");
    }

    String url(String database) { return "jdbc:mysql://127.0.0.1:" + port + "/" + database; }

    /// After the houses, whose shutdown hooks run at the same time and do not mind.
    private void stop(Path folder) {
        try {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
            Scratch.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException _) {
            process.destroyForcibly();
        }
    }
}
