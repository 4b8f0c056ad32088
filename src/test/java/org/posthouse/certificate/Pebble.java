package org.posthouse.certificate;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Let's Encrypt's own test authority (Debian's package `pebble`), which checks signatures, nonces and challenges as the real one does and refuses one good nonce in twenty. Every name leads to
/// 127.0.0.1.
public final class Pebble implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/pebble");
    private static final Path NAMES = Path.of("/usr/bin/pebble-challtestsrv");
    private static final int PATIENCE_MILLIS = 30_000;

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final Optional<HttpServer> web;
    private final int port = free();

    public static boolean isInstalled() { return Files.isExecutable(PROGRAM) && Files.isExecutable(NAMES); }

    /// A web server of the test answers when it looks for a name.
    ///
    /// @param answer what to answer for a token; null for nothing
    Pebble(Path folder, Function<String, String> answer) throws Exception { this(folder, Optional.of(web(answer)), 0); }

    /// It looks for names at a port of somebody else.
    public Pebble(Path folder, int port) throws Exception { this(folder, Optional.empty(), port); }

    private static HttpServer web(Function<String, String> answer) throws IOException {
        var web = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        web.createContext("/.well-known/acme-challenge/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var found = answer.apply(path.substring(path.lastIndexOf('/') + 1));
            var octets = found == null ? new byte[0] : found.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(found == null ? 404 : 200, octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        web.start();
        return web;
    }

    private Pebble(Path folder, Optional<HttpServer> web, int elsewhere) throws Exception {
        this.folder = folder;
        this.web = web;
        int looked = web.map(server -> server.getAddress().getPort()).orElse(elsewhere);
        var own = new TestAuthority();
        var tls = own.issue(Instant.now().plus(30, ChronoUnit.DAYS), "localhost");
        Files.writeString(folder.resolve("ca.pem"), TestAuthority.pem(own.root));
        Files.writeString(folder.resolve("tls.pem"), tls.pem() + TestAuthority.pem(own.middle));
        Files.writeString(folder.resolve("tls.key"), tls.key());
        Files.writeString(folder.resolve("pebble.json"), """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d", "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d,
                "ocspResponderURL": "", "externalAccountBindingRequired": false, "domainBlocklist": ["blocked-domain.example"]}}""".formatted(port, free(), folder.resolve("tls.pem"), folder.resolve("tls.key"), looked, free()));
        int names = free();
        run(Map.of(), NAMES.toString(), "-dns01", "127.0.0.1:" + names, "-management", "127.0.0.1:" + free(), "-http01", "", "-https01", "", "-tlsalpn01", "", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "");
        run(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_AUTHZREUSE", "0"), PROGRAM.toString(), "-strict", "-config", folder.resolve("pebble.json").toString(), "-dnsserver", "127.0.0.1:" + names);
        awaitPort();
    }

    /// Whom to trust when talking to it.
    public Path trusted() { return folder.resolve("ca.pem"); }

    public String directory() { return "https://localhost:" + port + "/dir"; }

    private void run(Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("pebble.log").toFile()));
        builder.environment().putAll(environment);
        processes.add(builder.start());
    }

    private void awaitPort() throws Exception {
        for (long until = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos(); ; Thread.sleep(50)) {
            try (var _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > until) throw new IOException("pebble does not start: " + Files.readString(folder.resolve("pebble.log")), notYet);
            }
        }
    }

    private static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void stop() throws InterruptedException {
        for (var process : processes) process.destroyForcibly().waitFor();
    }

    @Override public void close() throws InterruptedException {
        stop();
        web.ifPresent(server -> server.stop(0));
    }
}
