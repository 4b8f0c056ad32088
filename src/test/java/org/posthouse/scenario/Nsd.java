package org.posthouse.scenario;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.posthouse.Scratch;
import org.posthouse.blackbox.Await;

/// An authoritative name server for everything there is: one zone, the root's.
final class Nsd implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/sbin/nsd");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Process process;
    private final int port;

    /// @param records as in a zone file, absolute names
    Nsd(Path folder, String records) throws Exception {
        this.folder = folder;
        port = freePort();
        Files.writeString(folder.resolve("root.zone"), """
                $TTL 60
                . IN SOA ns.test. hostmaster.test. 1 3600 600 86400 5
                . IN NS ns.test.
                ns.test. IN A 127.0.0.1
                """ + records);
        Files.writeString(folder.resolve("nsd.conf"), """
                server:
                  ip-address: 127.0.0.1@%d
                  server-count: 1
                  username: ""
                  chroot: ""
                  zonesdir: "%2$s"
                  database: ""
                  pidfile: "%2$s/nsd.pid"
                  zonelistfile: "%2$s/zone.list"
                  xfrdfile: "%2$s/xfrd.state"
                  logfile: "%2$s/nsd.log"
                  hide-version: yes
                remote-control:
                  control-enable: no
                zone:
                  name: "."
                  zonefile: "root.zone"
                """.formatted(port, folder));
        process = new ProcessBuilder(PROGRAM.toString(), "-d", "-c", folder.resolve("nsd.conf").toString()).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
        Await.until(PATIENCE, this::story, this::answers, yes -> yes);
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// For `posthouse.resolvers`.
    String place() { return "127.0.0.1:" + port; }

    /// Asks for the root's SOA (RFC 1035 §4.1).
    private boolean answers() throws IOException {
        if (!process.isAlive()) throw new AssertionError("ended: " + story());
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(200);
            var query = new byte[] {0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 1};
            socket.send(new DatagramPacket(query, query.length, InetAddress.getLoopbackAddress(), port));
            var answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return (answer.getData()[3] & 15) == 0;
        } catch (java.net.SocketTimeoutException | java.net.PortUnreachableException _) {
            return false;
        }
    }

    String story() {
        try {
            var log = folder.resolve("nsd.log");
            return Files.readString(folder.resolve("out")) + (Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "");
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    @Override public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        Scratch.delete(folder);
    }
}
