package org.posthouse.container.server;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/// Payara Micro with the connector and the house, on a home of its own under `target/container`. Test classes that deploy an archive of the same name share one
/// server; the first archive of another name ends it and starts a fresh one.
public final class HouseServer extends PayaraMicroDeployableContainer {
    private static final Path ROOT = Path.of("target/container").toAbsolutePath();
    private static final Path CONNECTOR = Path.of("target/posthouse-connector.rar").toAbsolutePath();

    private static final Path LIBRARIES = Path.of("target/libraries").toAbsolutePath();

    private PayaraMicroContainerConfiguration configuration;
    private Archive<?> running;
    private ProtocolMetaData reached;

    @Override public void setup(PayaraMicroContainerConfiguration given) {
        configuration = given;
        super.setup(given);
    }

    @Override public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        if (running != null && running.getName().equals(archive.getName())) return reached;
        end();
        var home = TestDatabase.emptied(ROOT.resolve(TestDatabase.chosen().name().toLowerCase(java.util.Locale.ROOT) + "-" + archive.getName().replace(".war", "")));
        linkLibraries(home.resolve("server/lib"));
        configuration.setCmdOptions(java(home));
        configuration.setExtraMicroOptions("--nohazelcast --disablephonehome --rootdir " + home.resolve("server")
                + " --prebootcommandfile " + loopbackOnly(home) + " --postbootcommandfile " + connectorFirst(home));
        running = archive;
        try {
            reached = super.deploy(archive);
        } catch (DeploymentException failed) {
            end();                                               // a server that is late would be in the next one's way
            throw failed;
        }
        return reached;
    }

    /// A class is done, the next may want the same server.
    @Override public void undeploy(Archive<?> archive) { }

    @Override public void stop() throws LifecycleException {
        try {
            end();
        } catch (DeploymentException failed) {
            throw new LifecycleException("the server does not end", failed);
        }
    }

    private void end() throws DeploymentException {
        if (running == null) return;
        super.undeploy(running);
        running = null;
    }

    /// The house finds its settings where the launcher puts them: in system properties.
    private static String java(Path home) {
        var settings = new TreeMap<String, String>();
        settings.put("posthouse.home", home.toString());
        settings.put("posthouse.hostname", "house.example.test");
        settings.put("posthouse.domain", "example.test");
        settings.put("posthouse.postmaster.password", "postmaster-1");
        settings.put("posthouse.bind", "127.0.0.1");
        for (var service : List.of("smtp", "submission", "submissions", "lmtp", "pop3", "pop3s")) settings.put("posthouse." + service + ".port", "0");
        settings.putAll(TestDatabase.chosen().settings(home));
        settings.put("java.io.tmpdir", made(home.resolve("tmp")).toString());
        settings.put("java.util.logging.config.file", logging(home).toString());
        return "-Xmx512m -XX:+UseSerialGC " + settings.entrySet().stream().map(Map.Entry::toString).map("-D"::concat).collect(Collectors.joining(" "));
    }

    private static Path logging(Path home) {
        return written(home.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler,java.util.logging.FileHandler
                java.util.logging.FileHandler.pattern=%s/server.log
                java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
                java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
                .level=INFO
                """.formatted(home));
    }

    private static Path loopbackOnly(Path home) {
        return written(home.resolve("preboot.txt"), "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n");
    }

    /// The archive with the beans names types of the connector, so the connector is there before (docs/architecture.md).
    private static Path connectorFirst(Path home) { return written(home.resolve("postboot.txt"), "deploy --name posthouse-connector " + CONNECTOR + "\n"); }

    /// Beside the house and not in it, as the launcher does (docs/adr/0004): what lies in this folder every application sees.
    private static void linkLibraries(Path folder) {
        try (var files = Files.list(LIBRARIES)) {
            for (var file : files.toList()) Files.createSymbolicLink(made(folder).resolve(file.getFileName()), file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path written(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
