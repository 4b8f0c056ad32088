package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthouse.connector.api.Service;

/// `<home>/ports.properties`, which the launcher writes at the end of a start: read for the ports of the web, and kept true when a service moves.
@ApplicationScoped public class PortsFile {
    private static final System.Logger LOG = System.getLogger(PortsFile.class.getName());

    @Inject @ConfigProperty(name = "posthouse.home", defaultValue = "./var") String home;

    /// The port of a service that is not the connector's: `http`, `https`.
    public Optional<Integer> port(String service) { return Optional.ofNullable(read().get(service)).filter(port -> port.matches("\\d{1,5}")).map(Integer::valueOf); }

    /// Before the launcher wrote it there is nothing to keep true.
    void say(Map<Service, Integer> ports) {
        var all = read();
        if (all.isEmpty()) return;
        for (var service : Service.values()) all.remove(service.label());
        ports.forEach((service, port) -> all.put(service.label(), port.toString()));
        try {
            var draft = Files.writeString(Path.of(home, "ports.properties.new"), all.entrySet().stream().map(line -> line.getKey() + "=" + line.getValue() + "\n").collect(Collectors.joining()));
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "event=ports-file-not-written", failed);
        }
    }

    private Path file() { return Path.of(home, "ports.properties"); }

    private Map<String, String> read() {
        try {
            return Files.readAllLines(file()).stream().map(line -> line.split("=", 2)).filter(parts -> parts.length == 2)
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (_, last) -> last, LinkedHashMap::new));
        } catch (IOException none) {
            return new LinkedHashMap<>();
        }
    }
}
