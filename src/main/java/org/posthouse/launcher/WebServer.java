package org.posthouse.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// Payara Micro, told by files and arguments what an appliance wants: our addresses, one class path, no cluster, its log in our format.
final class WebServer {
    private static final String LISTENERS = "configs.config.server-config.network-config.network-listeners.network-listener.";
    private static final String HTTPS = "configs.config.server-config.network-config.protocols.protocol.https-listener";

    private final PayaraMicroRuntime runtime;
    private final String url;
    private final Map<String, Integer> ports;

    private WebServer(PayaraMicroRuntime runtime, String url, Map<String, Integer> ports) {
        this.runtime = runtime;
        this.url = url;
        this.ports = ports;
    }

    static WebServer boot(Settings settings, Unpacked files) throws IOException, GeneralSecurityException, ReflectiveOperationException, BootstrapException {
        var address = settings.bind().getFirst();
        var ports = new LinkedHashMap<String, Integer>();
        for (var service : List.of("http", "https")) {
            int wanted = settings.ports().get(service);
            int port = wanted == 0 ? Ports.free(service, address) : wanted;
            while (wanted == 0 && ports.containsValue(port)) port = Ports.free(service, address);
            ports.put(service, port);
            System.setProperty("posthouse." + service + ".port", Integer.toString(port));    // the house writes links and redirects
        }
        HttpsKeys.register();
        var home = settings.home();
        System.setProperty("fish.payara.micro.BootJar", files.classPath().toUri().toString());
        var root = root(home, files);
        System.setProperty("fish.payara.micro.UnpackDir", root.toString());
        System.setProperty("java.util.logging.config.file", logging(home).toString());
        bootProperties();
        var arguments = List.of("--rootdir", root.toString(), "--nohazelcast", "--disablephonehome",
                "--prebootcommandfile", preboot(settings, home, ports).toString());
        // The implementation is in a jar of the server's, not in the one its API is compiled from.
        var boot = (PayaraMicroBoot) Class.forName("fish.payara.micro.impl.PayaraMicroImpl").getMethod("create", String[].class)
                .invoke(null, (Object) arguments.toArray(String[]::new));
        boolean plain = ports.get("http") >= 0;
        return new WebServer(boot.getRuntime(), (plain ? "http://" : "https://") + host(address) + ":" + ports.get(plain ? "http" : "https"), ports);
    }

    /// The server's own folder, new at each start, for we say all of its configuration again.
    private static Path root(Path home, Unpacked files) throws IOException {
        var root = home.resolve("tmp/payara");
        if (Files.exists(root)) Tree.delete(root);
        Files.createDirectories(root.resolve("lib/install"));
        Files.createSymbolicLink(root.resolve("lib/install/applications"), files.adapters());
        return root;
    }

    /// What Payara Micro's own start would set, unless we have set it otherwise.
    private static void bootProperties() throws IOException {
        var properties = new Properties();
        try (var in = WebServer.class.getResourceAsStream("/MICRO-INF/payara-boot.properties")) {
            properties.load(in);
        }
        properties.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    }

    /// Commands that run before any port is opened. Both listeners are the server's own; more addresses get one each.
    private static Path preboot(Settings settings, Path home, Map<String, Integer> ports) throws IOException, GeneralSecurityException {
        var commands = new ArrayList<String>();
        secure(home, commands);
        var addresses = settings.bind();
        ports.forEach((service, port) -> {
            var listener = service + "-listener";
            commands.add("set " + LISTENERS + listener + ".address=" + addresses.getFirst().getHostAddress());
            commands.add("set " + LISTENERS + listener + ".port=" + Math.max(port, 0));
            commands.add("set " + LISTENERS + listener + ".enabled=" + (port >= 0));
            for (int i = 1; i < addresses.size() && port >= 0; i++)
                commands.add("create-network-listener --address " + addresses.get(i).getHostAddress() + " --listenerport " + port + " --protocol " + listener + " " + listener + "-" + (i + 1));
        });
        return Files.write(home.resolve("tmp/preboot.txt"), commands);
    }

    /// Keys come from [HttpsKeys]; the store, which the server insists on reading, is empty.
    private static void secure(Path home, List<String> commands) throws IOException, GeneralSecurityException {
        var password = "nothing".toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        var file = home.resolve("tmp/empty.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        Map.of("classname", "org.glassfish.grizzly.config.ssl.JSSEImplementation", "key-algorithm", HttpsKeys.ALGORITHM, "key-store", file.toString(),
                "key-store-password", new String(password), "cert-nickname", "", "handshake-timeout-millis", "30000").forEach((name, value) -> commands.add("set " + HTTPS + ".ssl." + name + "=" + value));
        commands.add("set " + HTTPS + ".http.http2-enabled=false");     // pages are few files, and the server warns at length of each client that just leaves
    }

    /// java.util.logging to `<home>/log`, until the house says how much of what.
    private static Path logging(Path home) throws IOException {
        return Files.writeString(home.resolve("tmp/logging.properties"), """
                handlers=org.posthouse.launcher.LogFiles
                org.posthouse.launcher.LogFiles.folder=%s/log
                .level=WARNING
                org.posthouse.level=INFO
                """.formatted(home.toString().replace("\\", "\\\\")));
    }

    void deploy(String name, Path archive) {
        if (!runtime.deploy(name, "/", archive.toFile()))
            throw new CannotStart(Exit.FAULT, "The server did not take " + archive.getFileName() + "; " + System.getProperty("posthouse.home") + "/log says why.");
    }

    String url() { return url; }

    /// The mail services' ports with the web's own in front.
    Map<String, Integer> withWebPorts(Map<String, Integer> services) {
        var all = new LinkedHashMap<String, Integer>();
        ports.forEach((service, port) -> {
            if (port >= 0) all.put(service, port);
        });
        all.putAll(services);
        return all;
    }

    private static String host(InetAddress address) {
        var host = address.isAnyLocalAddress() ? System.getProperty("posthouse.hostname") : address.getHostAddress();
        return address instanceof Inet6Address && host.contains(":") ? "[" + host + "]" : host;
    }
}
