package org.posthouse.launcher;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The settings that exist before the first start (docs/reference/settings.md). A system property beats the environment, which beats
/// `<home>/posthouse.properties`, which beats the default: the order of MicroProfile Config §4, by whose names the house reads them again.
record Settings(Path home, List<InetAddress> bind, Map<String, Integer> ports, Map<String, String> values) {
    static final String FILE = "posthouse.properties";

    /// Of each connection; H2 keeps eight, and the queue alone has more, so that each was read anew. Results are not kept with them: they would be heap.
    private static final String STATEMENTS_KEPT = ";QUERY_CACHE_SIZE=64;OPTIMIZE_REUSE_RESULTS=FALSE";

    /// Services in the order of the ready line, with the ports of `./run`.
    static final Map<String, Integer> SERVICES = services();

    private static final Set<String> NAMES = Set.of("posthouse.home", "posthouse.hostname", "posthouse.domain", "posthouse.postmaster.password", "posthouse.seed",
            "posthouse.bind", "posthouse.proxies", "posthouse.resolvers", "posthouse.smtp.client-port", "posthouse.smtp.client-trust", "posthouse.spf.loopback", "posthouse.acme.ca", "posthouse.drop",
            "posthouse.database.url", "posthouse.database.user", "posthouse.database.password");

    private static Map<String, Integer> services() {
        var services = new LinkedHashMap<String, Integer>();
        services.put("http", 8080);
        services.put("https", 8443);
        services.put("smtp", 2525);
        services.put("submission", 2587);
        services.put("submissions", 2465);
        services.put("lmtp", 2424);
        services.put("pop3", 2110);
        services.put("pop3s", 2995);
        return services;
    }

    static Settings read() { return read(System.getProperties(), System.getenv()); }

    static Settings read(Properties properties, Map<String, String> environment) {
        Function<String, String> given = name -> {
            var property = properties.getProperty(name);
            return property != null ? property : environment.get(environmentName(name));
        };
        var home = Path.of(orElse(given.apply("posthouse.home"), "./var")).toAbsolutePath().normalize();
        var file = file(home);
        var values = new LinkedHashMap<String, String>();
        for (var name : allNames()) {
            var value = orElse(given.apply(name), file.getProperty(name));
            if (value != null && !value.isBlank()) values.put(name, value.strip());
        }
        values.put("posthouse.home", home.toString());
        values.computeIfAbsent("posthouse.hostname", _ -> machineName());
        values.putIfAbsent("posthouse.bind", "127.0.0.1");
        database(home, values);
        if (!values.get("posthouse.hostname").matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"))
            throw bad("posthouse.hostname", values.get("posthouse.hostname"), "a host name of letters, digits, dots and hyphens");
        outgoing(values);
        return new Settings(home, addresses(values.get("posthouse.bind")), ports(values), values);
    }

    /// `POSTHOUSE_SMTP_CLIENT_PORT` for `posthouse.smtp.client-port` (MicroProfile Config §4.3.1).
    /// H2 under the home unless a URL says otherwise. The embedded file's password guards nothing: the home's permissions do (docs/reference/settings.md).
    private static void database(Path home, Map<String, String> values) {
        var url = values.get("posthouse.database.url");
        if (url == null) {
            url = "jdbc:h2:file:" + home.resolve("db/posthouse") + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                    + ";DB_CLOSE_ON_EXIT=FALSE;NON_KEYWORDS=USER,VALUE" + STATEMENTS_KEPT;
            values.put("posthouse.database.user", "posthouse");
            values.put("posthouse.database.password", "embedded");
        } else if (!url.matches("jdbc:(mysql|mariadb|h2):.+")) {
            throw bad("posthouse.database.url", url, "jdbc:mysql://host:port/database for MySQL and MariaDB");
        }
        url = url.replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");          // one driver speaks to both
        // MariaDB 11 no longer says that it is a MySQL 5.5, and has none of the tables that the driver asks a newer MySQL about itself
        if (url.startsWith("jdbc:mysql:") && !url.contains("useInformationSchema=")) url += (url.contains("?") ? "&" : "?") + "useInformationSchema=false";
        values.put("posthouse.database.url", url);
        values.putIfAbsent("posthouse.database.user", "posthouse");
        values.putIfAbsent("posthouse.database.password", "none");      // the server's pool refuses an empty one
        values.put("posthouse.database.driver", url.startsWith("jdbc:h2:") ? "org.h2.jdbcx.JdbcDataSource" : "com.mysql.cj.jdbc.MysqlDataSource");
    }

    /// What mail to other servers needs.
    private static void outgoing(Map<String, String> values) {
        var port = values.get("posthouse.smtp.client-port");
        if (port != null && (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) throw bad("posthouse.smtp.client-port", port, "a port from 1 to 65535");
        for (var item : values.getOrDefault("posthouse.resolvers", "").split("[,\\s]+"))
            if (!item.isEmpty() && !nameServer(item)) throw bad("posthouse.resolvers", item, "IP addresses of name servers with commas between, each with a port or without, such as 192.0.2.53:53 or [2001:db8::53]:53");
        var drop = values.get("posthouse.drop");
        if (drop != null && !Path.of(drop).isAbsolute()) throw bad("posthouse.drop", drop, "an absolute path, the folder in which sendmail leaves mail");
        var trust = values.get("posthouse.smtp.client-trust");
        var loopback = values.get("posthouse.spf.loopback");
        if (loopback != null && !loopback.matches("true|false")) throw bad("posthouse.spf.loopback", loopback, "true or false");
        if (trust != null && !Files.isReadable(Path.of(trust))) throw bad("posthouse.smtp.client-trust", trust, "a readable file of certificates (PEM)");
    }

    private static boolean nameServer(String item) {
        var parts = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))(?::([0-9]{1,5}))?|([0-9A-Fa-f:.]+)").matcher(item);
        if (!parts.matches()) return false;
        try {
            for (int group : new int[] {1, 2, 4}) if (parts.group(group) != null) InetAddress.ofLiteral(parts.group(group));
            return parts.group(3) == null || Integer.parseInt(parts.group(3)) <= 65535;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static String environmentName(String name) { return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT); }

    private static Properties file(Path home) {
        var settings = new Properties();
        var path = home.resolve(FILE);
        if (!Files.exists(path)) return settings;
        try (Reader reader = Files.newBufferedReader(path)) {
            settings.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new CannotStart(Exit.BAD_SETTING, path + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        for (var name : settings.stringPropertyNames())
            if (!allNames().contains(name)) throw new CannotStart(Exit.BAD_SETTING, path + ": there is no setting " + name);
        return settings;
    }

    static Set<String> allNames() {
        var names = new TreeSet<>(NAMES);
        for (var service : SERVICES.keySet()) names.add("posthouse." + service + ".port");
        return names;
    }

    private static Map<String, Integer> ports(Map<String, String> values) {
        var ports = new LinkedHashMap<String, Integer>();
        SERVICES.forEach((service, usual) -> {
            var name = "posthouse." + service + ".port";
            var value = orElse(values.get(name), usual.toString());
            if (!value.matches("-1|[0-9]{1,5}") || Integer.parseInt(value) > 65535)
                throw bad(name, value, "a port from 1 to 65535, 0 for any free one, -1 for off");
            ports.put(service, Integer.valueOf(value));
            values.put(name, value);
        });
        return ports;
    }

    private static List<InetAddress> addresses(String list) {
        var addresses = new ArrayList<InetAddress>();
        for (var item : list.split("[,\\s]+")) {
            if (!item.matches("[0-9.]+|[0-9A-Fa-f:.]+(%\\w+)?")) throw bad("posthouse.bind", item, "IP addresses with commas between");
            try {
                addresses.add(InetAddress.getByName(item));
            } catch (UnknownHostException _) {
                throw bad("posthouse.bind", item, "IP addresses with commas between");
            }
        }
        return addresses;
    }

    private static CannotStart bad(String name, String value, String wanted) {
        return new CannotStart(Exit.BAD_SETTING, name + "=" + value + " is not usable: it takes " + wanted + ".");
    }

    private static String machineName() {
        try {
            var name = InetAddress.getLocalHost().getCanonicalHostName();
            return name.matches("[0-9.:a-f]+") ? "localhost" : name;
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private static String orElse(String value, String other) { return value != null ? value : other; }
}
