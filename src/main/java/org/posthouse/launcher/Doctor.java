package org.posthouse.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLSocket;

/// `posthouse doctor`: looks at home, disk, ports, database, certificate, clock and DNS, and says in a sentence each what is wrong and what to do. Works while the house runs and while it does not.
final class Doctor {
    /// The store keeps as much free, or a twentieth of a smaller disk, and then refuses mail.
    private static final long RESERVE = 512L << 20;
    private static final Duration SLOW_SYNC = Duration.ofMillis(30);
    private static final int DIAL_MILLIS = 3000;
    private static final Duration SOON = Duration.ofDays(14);

    enum Look { OK, WARNING, PROBLEM }

    record Line(Look look, String what, String sentence) { }

    private final List<Line> lines = new ArrayList<>();
    private final Settings settings;
    private final Path home;
    private final boolean running;

    private Doctor(Settings settings) {
        this.settings = settings;
        home = settings.home();
        running = Home.running(home);
    }

    static Exit run(List<String> given) {
        var arguments = new Arguments(given, Set.of("json"), Set.of());
        arguments.done();
        var doctor = new Doctor(Settings.read());
        doctor.look();
        return doctor.tell(arguments.flag("json"));
    }

    static List<Line> lines(Settings settings) {
        var doctor = new Doctor(settings);
        doctor.look();
        return List.copyOf(doctor.lines);
    }

    /// Only what the certificate is that a house here shows.
    static List<Line> certificate(Settings settings) {
        var doctor = new Doctor(settings);
        doctor.check("certificate", doctor::certificate);
        return List.copyOf(doctor.lines);
    }

    private Exit tell(boolean json) {
        if (json) System.out.println(Json.write(lines.stream().map(line -> HouseApi.fields("look", word(line.look), "what", line.what, "sentence", line.sentence)).toList()));
        else for (var line : lines) System.out.println(String.format("%-8s %-12s %s", word(line.look), line.what, line.sentence));
        return lines.stream().anyMatch(line -> line.look == Look.PROBLEM) ? Exit.FAULT : Exit.CLEAN;
    }

    private static String word(Look look) { return look.name().toLowerCase(java.util.Locale.ROOT); }

    private interface Check {
        void run() throws Exception;
    }

    private void look() {
        check("home", this::home);
        check("disk", this::disk);
        check("ports", this::ports);
        check("database", this::database);
        check("certificate", this::certificate);
        check("clock", this::clock);
        check("dns", this::dns);
    }

    /// One check that fails must not hide the others.
    private void check(String what, Check check) {
        try {
            check.run();
        } catch (Exception failed) {
            add(Look.WARNING, what, "This could not be looked at: " + (failed.getMessage() == null ? failed.toString() : failed.getMessage()) + ".");
        }
    }

    private void add(Look look, String what, String sentence) { lines.add(line(look, what, sentence)); }

    private static Line line(Look look, String what, String sentence) { return new Line(look, what, sentence.replaceAll("\\p{Cntrl}", " ")); }

    /// P05: program, spool and store are the service's own, and nobody else reads mail and keys.
    private void home() throws IOException {
        if (!Files.isDirectory(home)) {
            add(Look.WARNING, "home", home + " is not there yet; the first start makes it.");
            return;
        }
        add(Look.OK, "home", home + (running ? ", a Posthouse runs on it" : ", no Posthouse runs on it") + ".");
        if (!Files.getFileStore(home).supportsFileAttributeView("posix")) {
            add(Look.WARNING, "home", "Its disk knows no owners and modes; put the home on one that does.");
            return;
        }
        var owner = Files.getOwner(home);
        boolean good = true;
        for (var name : List.of("", "config", "config/keys", "store", "spool", "db", "log", "tmp", "posthouse.properties")) {
            var path = home.resolve(name);
            if (!Files.exists(path) || name.equals("posthouse.properties") && Files.isSymbolicLink(path)) continue;      // a package's settings lie in /etc and are root's
            if (!Files.getOwner(path).equals(owner)) {
                good = false;
                add(Look.PROBLEM, "owner", path + " belongs to " + Files.getOwner(path) + " and not to " + owner + "; do 'chown -R " + owner + " " + home + "'.");
            }
            boolean guarded = name.isEmpty() || name.equals("config/keys") || name.equals("store") || name.equals("spool");
            if (guarded && othersMay(path)) {
                good = false;
                add(Look.PROBLEM, "modes", path + " is open to others; do 'chmod go= " + path + "'.");
            }
        }
        if (good) add(Look.OK, "owner", "Everything in the home belongs to " + owner + " alone.");
        var jar = Posthouse.ownJar();
        if (Files.exists(jar) && Files.getPosixFilePermissions(jar).contains(PosixFilePermission.OTHERS_WRITE)) add(Look.PROBLEM, "program", "Everybody may change " + jar + "; do 'chmod go-w " + jar + "'.");
        if (owner.getName().equals("root")) add(Look.WARNING, "owner", "The home belongs to root; the service is safer as a user of its own.");
    }

    private static boolean othersMay(Path path) throws IOException {
        return Files.getPosixFilePermissions(path).stream().anyMatch(may -> may.name().startsWith("GROUP_") || may.name().startsWith("OTHERS_"));
    }

    private void disk() throws IOException {
        var place = home;
        while (!Files.exists(place)) place = place.getParent();
        lines.add(room(Files.getFileStore(place).getUsableSpace(), Files.getFileStore(place).getTotalSpace()));
        var folder = home.resolve("tmp");
        if (!Files.isWritable(folder)) return;
        var file = Files.createTempFile(folder, "doctor", "");
        var times = new long[15];
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < times.length; i++) {
                channel.write(ByteBuffer.wrap(new byte[4096]));
                long begun = System.nanoTime();
                channel.force(false);
                times[i] = System.nanoTime() - begun;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        Arrays.sort(times);
        lines.add(sync(Duration.ofNanos(times[times.length / 2])));
    }

    static Line room(long free, long total) {
        var size = free / (1 << 20) + " MB free";
        long reserve = Math.min(RESERVE, total / 20);
        if (free < reserve) return line(Look.PROBLEM, "disk", size + ": no mail is taken below " + reserve / (1 << 20) + " MB; make room or give the home a larger disk.");
        if (free < 2 * reserve) return line(Look.WARNING, "disk", size + "; mail is refused below " + reserve / (1 << 20) + " MB: make room soon.");
        return line(Look.OK, "disk", size + ".");
    }

    static Line sync(Duration middle) {
        var said = "A sync takes " + String.format(java.util.Locale.ROOT, "%.1f", middle.toNanos() / 1e6) + " ms";
        if (middle.compareTo(SLOW_SYNC) > 0) return line(Look.WARNING, "sync", said + ": every 250 waits for one, so mail is taken slowly; use an SSD, or a controller with a battery.");
        if (middle.toNanos() < 20_000) return line(Look.WARNING, "sync", said + ", which no disk does: this one may say that it has written what it has not; look whether the home is in memory or its cache survives a power cut.");
        return line(Look.OK, "sync", said + ".");
    }

    private Map<String, Integer> open() throws IOException {
        var open = new LinkedHashMap<String, Integer>();
        var ports = new Properties();
        try (var in = Files.newBufferedReader(home.resolve(Ready.PORTS))) {
            ports.load(in);
        }
        for (var service : new TreeSet<>(ports.stringPropertyNames())) open.put(service, Integer.valueOf(ports.getProperty(service)));
        return open;
    }

    private String host() {
        var bind = settings.bind().getFirst();
        return bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
    }

    private void ports() throws IOException {
        if (!running) {
            boolean good = true;
            for (var port : settings.ports().entrySet()) {
                if (port.getValue() <= 0) continue;
                try {
                    Ports.check(new Settings(home, settings.bind(), Map.of(port.getKey(), port.getValue()), settings.values()));
                } catch (CannotStart taken) {
                    good = false;
                    add(Look.PROBLEM, "ports", taken.getMessage() + (port.getValue() < 1024 ? " A port below 1024 needs CAP_NET_BIND_SERVICE; 'ss -ltnp' shows who holds it." : " 'ss -ltnp' shows who holds it."));
                }
            }
            if (good) add(Look.OK, "ports", "All ports that the house wants are free.");
            return;
        }
        var silent = new ArrayList<String>();
        for (var service : open().entrySet()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(host(), service.getValue()), DIAL_MILLIS);
            } catch (IOException refused) {
                silent.add(service.getKey() + " on " + service.getValue());
            }
        }
        if (silent.isEmpty()) add(Look.OK, "ports", "Every open service answers.");
        else add(Look.PROBLEM, "ports", "Nobody answers at " + String.join(", ", silent) + "; look into the log, then start the house anew.");
        if (settings.bind().stream().allMatch(InetAddress::isLoopbackAddress)) add(Look.WARNING, "ports", "The house listens for this machine alone; set posthouse.bind (:: for every address) to be reached by others.");
    }

    private void database() {
        var url = settings.values().get("posthouse.database.url");
        if (url.startsWith("jdbc:h2:")) {
            add(Look.OK, "database", "The embedded database, in " + home.resolve("db") + ".");
            return;
        }
        var given = new HashMap<>(Map.of("url", url, "user", settings.values().get("posthouse.database.user"), "password", settings.values().get("posthouse.database.password"), "unpacked", home.toString()));
        var said = Offline.said("look-at-database", given);
        for (var line : said.split("\n")) {
            var parts = line.split(" ", 2);
            if (parts.length == 2) add(parts[0].equals("ok") ? Look.OK : parts[0].equals("warning") ? Look.WARNING : Look.PROBLEM, "database", parts[1]);
        }
    }

    private void certificate() throws IOException, GeneralSecurityException {
        if (!running) return;
        var port = open().getOrDefault("https", open().getOrDefault("pop3s", open().getOrDefault("submissions", -1)));
        if (port < 0) {
            add(Look.WARNING, "certificate", "No service with TLS from the beginning is on, so there is nothing to look at.");
            return;
        }
        lines.addAll(certificate(shown(port).getFirst(), settings.values().get("posthouse.hostname"), Clock.systemUTC().instant()));
    }

    static List<Line> certificate(X509Certificate shown, String name, Instant now) throws GeneralSecurityException {
        var lines = new ArrayList<Line>();
        var ends = shown.getNotAfter().toInstant();
        var names = names(shown);
        if (ends.isBefore(now)) lines.add(line(Look.PROBLEM, "certificate", "It ended on " + ends + "; renew it under Certificates."));
        else if (ends.isBefore(now.plus(SOON))) lines.add(line(Look.WARNING, "certificate", "It ends on " + ends + "; renew it under Certificates, or let that be done automatically."));
        if (shown.getSubjectX500Principal().equals(shown.getIssuerX500Principal())) lines.add(line(Look.WARNING, "certificate", "It is the house's own, which nobody trusts; get one under Certificates."));
        if (names.stream().noneMatch(one -> covers(one, name)))
            lines.add(line(Look.WARNING, "certificate", "It is for " + String.join(", ", names) + " and not for " + name + ", so programs that connect to that name will warn; get one for it under Certificates."));
        return lines.isEmpty() ? List.of(line(Look.OK, "certificate", "For " + String.join(", ", names) + ", good until " + ends + ".")) : lines;
    }

    /// RFC 9525 §6.3: a star stands for one whole label, the first.
    private static boolean covers(String one, String name) {
        return one.equalsIgnoreCase(name) || one.startsWith("*.") && name.toLowerCase(java.util.Locale.ROOT).endsWith(one.substring(1).toLowerCase(java.util.Locale.ROOT)) && name.indexOf('.') == name.length() - one.length() + 1;
    }

    private List<X509Certificate> shown(int port) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host(), port), DIAL_MILLIS);
            plain.setSoTimeout(DIAL_MILLIS);
            try (var socket = (SSLSocket) AnyCertificate.context().getSocketFactory().createSocket(plain, settings.values().get("posthouse.hostname"), port, true)) {
                socket.startHandshake();
                return Arrays.stream(socket.getSession().getPeerCertificates()).map(X509Certificate.class::cast).toList();
            }
        }
    }

    private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
        var names = new ArrayList<String>();
        var others = certificate.getSubjectAlternativeNames();
        if (others != null) for (var other : others) if (other.getFirst().equals(2)) names.add(String.valueOf(other.get(1)));      // RFC 5280 §4.2.1.6: dNSName
        if (names.isEmpty()) names.add(certificate.getSubjectX500Principal().getName());
        return names;
    }

    private void clock() throws IOException {
        var now = Clock.systemUTC().instant();
        var built = Files.exists(Posthouse.ownJar()) ? Files.getLastModifiedTime(Posthouse.ownJar()).toInstant() : Instant.EPOCH;
        lines.add(clock(now, built, Files.exists(Path.of("/run/systemd/timesync/synchronized")) || Files.exists(Path.of("/run/chrony")) || Files.exists(Path.of("/var/run/ntpd.pid"))));
    }

    static Line clock(Instant now, Instant built, boolean kept) {
        if (now.isBefore(built)) return line(Look.PROBLEM, "clock", "It is " + now + " here, which is before this program was built; set the clock.");
        if (kept) return line(Look.OK, "clock", "It is " + now + ", kept by a time service.");
        return line(Look.WARNING, "clock", "It is " + now + "; no time service was found that keeps it. Certificates, retries and one-time codes want a right clock: install chrony or systemd-timesyncd.");
    }

    private void dns() {
        var ask = new Names(settings.values().getOrDefault("posthouse.resolvers", ""));
        var name = settings.values().get("posthouse.hostname");
        if (!name.contains(".")) {
            add(Look.PROBLEM, "dns", "The host name is " + name + ", which is not a full name such as mail.example.org; set posthouse.hostname, or other servers refuse mail from here.");
            return;
        }
        try {
            var addresses = new ArrayList<>(ask.all(name, "A"));
            addresses.addAll(ask.all(name, "AAAA"));
            if (addresses.isEmpty()) add(Look.PROBLEM, "dns", name + " has no address (A or AAAA); enter one with who keeps the domain.");
            else add(Look.OK, "dns", name + " is " + String.join(", ", addresses) + ".");
            for (var address : addresses) {
                var back = ask.all(Names.reverse(address), "PTR").stream().map(Doctor::bare).toList();
                if (back.isEmpty()) add(Look.WARNING, "dns", address + " leads back to no name (PTR); many servers refuse mail from such an address. Ask who gave you the address for " + name + ".");
                else if (back.stream().noneMatch(name::equalsIgnoreCase)) add(Look.WARNING, "dns", address + " leads back to " + String.join(", ", back) + " and not to " + name + " (PTR); ask who gave you the address to change that.");
            }
            for (var domain : domains()) domain(ask, domain, name);
        } catch (Names.Silent silent) {
            add(Look.PROBLEM, "dns", "The name servers do not answer (" + silent.getMessage() + "); without them no mail goes out. Look at posthouse.resolvers and /etc/resolv.conf.");
        }
    }

    private static String bare(String name) { return name.replaceFirst("\\.$", ""); }

    private Set<String> domains() {
        var domains = new TreeSet<String>();
        if (running) {
            try {
                HouseApi.local(settings).all("domains").forEach(domain -> domains.add(String.valueOf(domain.get("name"))));
                return domains;
            } catch (CannotStart closed) {
                add(Look.WARNING, "dns", "The house does not tell its domains: " + closed.getMessage());
            }
        }
        var given = settings.values().get("posthouse.domain");
        if (given != null) domains.add(given);
        return domains;
    }

    private void domain(Names ask, String domain, String name) throws Names.Silent {
        var exchangers = ask.all(domain, "MX").stream().map(line -> bare(line.replaceFirst("^[0-9]+ +", ""))).toList();
        if (exchangers.isEmpty()) add(Look.PROBLEM, "dns", domain + " has no mail exchanger (MX); enter '" + domain + ". MX 10 " + name + ".' with who keeps the domain.");
        else if (exchangers.stream().noneMatch(name::equalsIgnoreCase)) add(Look.WARNING, "dns", "Mail for " + domain + " goes to " + String.join(", ", exchangers) + " and not to " + name + " (MX).");
        else add(Look.OK, "dns", "Mail for " + domain + " comes here (MX).");
        var policies = ask.all(domain, "TXT").stream().map(text -> text.replace("\"", "")).filter(text -> text.toLowerCase(java.util.Locale.ROOT).startsWith("v=spf1")).toList();       // RFC 7208 §4.5
        if (policies.isEmpty()) add(Look.WARNING, "dns", domain + " does not say who may send its mail (SPF); enter the TXT record 'v=spf1 mx -all'.");
        else if (policies.size() > 1) add(Look.PROBLEM, "dns", domain + " has " + policies.size() + " SPF records, which counts as a mistake; leave one.");
    }
}
