package org.posthouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/// What is open where: the ready line, and `<home>/ports.properties` for scripts.
record Ready(String web, Map<String, Integer> ports) {
    static final String PORTS = "ports.properties";

    /// `posthouse ready: web http://127.0.0.1:8080 smtp 2525 …`
    String line() {
        return "posthouse ready: web " + web + ports.entrySet().stream().filter(service -> !service.getKey().equals("http"))
                .map(service -> " " + service.getKey() + " " + service.getValue()).collect(Collectors.joining());
    }

    /// Whole or not at all: a script that waits for the file must not read half of it.
    void write(Path home) throws IOException {
        var text = ports.entrySet().stream().map(service -> service.getKey() + "=" + service.getValue() + "\n").collect(Collectors.joining());
        var draft = Files.writeString(home.resolve(PORTS + ".new"), text);
        Files.move(draft, home.resolve(PORTS), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
