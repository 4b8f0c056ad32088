package org.posthouse.dns;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.posthouse.dns.Answer.Found;
import org.posthouse.dns.Answer.None;
import org.posthouse.dns.Answer.Trouble;
import org.posthouse.mime.Domains;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Asks the hosts that an administrator has written down, then the name servers.
///
/// A question may wait for the network: never ask inside an endpoint call.
@ApplicationScoped public class Dns {
    private static final System.Logger LOG = System.getLogger(Dns.class.getName());
    private static final int MOST_ANSWERS = 20_000;
    private static final Duration LOOK = Duration.ofMinutes(1);

    @Inject Config config;
    @Inject Settings settings;
    @Inject Clock clock;

    /// For one try with one name server.
    Duration patience = Duration.ofSeconds(2);

    private record Hosts(String text, HostsFile file) { }

    /// @param until when to look again which the system has; never for those of the setting
    private record Network(List<InetSocketAddress> servers, Instant until, NameServers ask) { }

    private volatile Hosts hosts = new Hosts("", HostsFile.of(""));
    private volatile Network network = new Network(List.of(), Instant.MAX, new NameServers(List.of(), patience));
    private Cache cache;

    @PostConstruct void open() {
        var given = config.getOptionalValue("posthouse.resolvers", String.class).filter(list -> !list.isBlank());
        network = given.map(list -> network(servers(list), Instant.MAX)).orElseGet(this::ofTheSystem);
        cache = new Cache(clock, MOST_ANSWERS);
        LOG.log(Level.INFO, "event=name-servers from={0} servers={1}", given.isPresent() ? "setting" : "system", String.join(",", asked()));
    }

    private Network network(List<InetSocketAddress> servers, Instant until) { return new Network(servers, until, new NameServers(servers, patience)); }

    private Network ofTheSystem() {
        ResolverConfig.refresh();
        return network(ResolverConfig.getCurrentConfig().servers(), clock.instant().plus(LOOK));
    }

    /// A machine that dials in or moves gets others.
    private Network network() {
        if (clock.instant().isAfter(network.until)) network = ofTheSystem();
        return network;
    }

    /// The library's threads are shared by all who ask in this class loader; they come back with the next question.
    @PreDestroy void close() {
        try {
            NioClient.close();
        } catch (RuntimeException notOpen) {
            LOG.log(Level.DEBUG, "event=name-servers-closed", notOpen);
        }
    }

    /// `host:port` items; the launcher has read them as well, so they are right.
    static List<InetSocketAddress> servers(String list) {
        var servers = new ArrayList<InetSocketAddress>();
        for (var item : list.strip().split("[,\\s]+")) {
            var text = item.startsWith("[") || item.indexOf(':') == item.lastIndexOf(':') ? item : "[" + item + "]";
            int colon = text.indexOf(':', text.indexOf(']') + 1);
            var host = (colon < 0 ? text : text.substring(0, colon)).replaceAll("[\\[\\]]", "");
            servers.add(new InetSocketAddress(InetAddress.ofLiteral(host), colon < 0 ? SimpleResolver.DEFAULT_PORT : Integer.parseInt(text.substring(colon + 1))));
        }
        return servers;
    }

    /// The name servers that are asked, `192.0.2.53:53`.
    public List<String> asked() { return network().servers.stream().map(server -> (server.getAddress() instanceof java.net.Inet6Address six ? "[" + six.getHostAddress() + "]" : server.getAddress().getHostAddress()) + ":" + server.getPort()).toList(); }

    /// Mail servers of a domain, as the zone has them: neither sorted nor sifted. A domain that is written down as a host has none, so its mail goes to that address (RFC 5321 §5.1: the implicit MX).
    public Answer<Mx> mx(String domain) {
        if (written().addresses().containsKey(key(domain))) return new None<>(true);
        return ask(domain, Type.MX).map(record -> new Mx(((MXRecord) record).getPriority(), text(((MXRecord) record).getTarget())));
    }

    /// Of both families. Trouble with one of them is none as long as the other has addresses.
    public Answer<InetAddress> addresses(String host) {
        var six = ipv6(host);
        return together(ipv4(host), six);
    }

    private static Answer<InetAddress> together(Answer<InetAddress> four, Answer<InetAddress> six) {
        var all = new LinkedHashSet<>(four.values());
        all.addAll(six.values());
        if (!all.isEmpty()) return new Found<>(List.copyOf(all));
        if (four instanceof Trouble) return four;
        return six instanceof Trouble || six instanceof None(var exists) && exists ? six : four;
    }

    public Answer<InetAddress> ipv4(String host) { return addresses(host, Type.A); }

    public Answer<InetAddress> ipv6(String host) { return addresses(host, Type.AAAA); }

    private Answer<InetAddress> addresses(String host, int type) {
        var local = written().addresses().get(key(host));
        if (local == null && (key(host).equals("localhost") || key(host).endsWith(".localhost"))) local = List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));        // RFC 6761 §6.3
        if (local == null) return ask(host, type).map(record -> record instanceof AAAARecord six ? six.getAddress() : ((ARecord) record).getAddress());
        var family = local.stream().filter(address -> address.getAddress().length == (type == Type.A ? 4 : 16)).toList();
        return family.isEmpty() ? new None<>(true) : new Found<>(family);
    }

    /// The strings of each record put together (RFC 7208 §3.3). Octets above 127 as ISO 8859-1.
    public Answer<String> txt(String name) {
        return ask(name, Type.TXT).map(record -> ((TXTRecord) record).getStringsAsByteArrays().stream().map(octets -> new String(octets, StandardCharsets.ISO_8859_1)).collect(Collectors.joining()));
    }

    /// Names of an address, in lower case without a dot at the end. Nobody has checked that they lead back.
    public Answer<String> ptr(InetAddress address) {
        var local = written().names().get(address);
        if (local != null) return new Found<>(local);
        return ask(new Question(ReverseMap.fromAddress(address), Type.PTR)).map(record -> text(((PTRRecord) record).getTarget()));
    }

    /// Forgets what was answered.
    public void forget() { cache.clear(); }

    private static String key(String name) { return Domains.key(name.endsWith(".") ? name.substring(0, name.length() - 1) : name); }

    private static String text(Name name) { return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT); }

    private HostsFile written() {
        var text = settings.now().text(TextSetting.DNS_HOSTS);
        var known = hosts;
        if (!known.text.equals(text)) hosts = known = new Hosts(text, HostsFile.of(text));
        return known.file;
    }

    private Answer<Record> ask(String name, int type) { return absolute(key(name)).map(known -> ask(new Question(known, type))).orElseGet(() -> new None<>(false)); }

    private Answer<Record> ask(Question question) { return cache.get(question, network().ask::ask); }

    /// Empty for what no zone can have.
    private static Optional<Name> absolute(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Name.fromString(name, Name.root));
        } catch (TextParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
