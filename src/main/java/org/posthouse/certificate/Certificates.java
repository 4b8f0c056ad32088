package org.posthouse.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.posthouse.domain.Rejected;

/// The set of certificates, which every listener shows: files under `<home>/config/certificates`, one each, and what they held when they were last looked at.
@ApplicationScoped public class Certificates {
    /// The certificate that the house signed itself; it stays behind all others.
    public static final String DEFAULT = CertificateSet.DEFAULT;
    /// What an authority made by [Acme].
    public static final String ACME = "acme";

    private static final System.Logger LOG = System.getLogger(Certificates.class.getName());
    private static final String SUFFIX = ".pem";
    private static final char[] OLD_PASSWORD = "posthouse".toCharArray();
    private static final int MAX_CERTIFICATES = 1000;

    private final Clock clock;
    private final SecureRandom random;
    private final LiveKeys keys = new LiveKeys(() -> this.set);
    private Path folder;
    private Map<String, FileTime> seen = Map.of();                       // guarded by this
    private volatile CertificateSet set;

    /// For the container's proxy.
    protected Certificates() { this(null, null); }

    @Inject public Certificates(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /// Reads the folder; makes the default at the first start, or takes it over from the `server.p12` of earlier builds.
    ///
    /// @param config   `<home>/config`
    /// @param hostname of the house
    /// @throws IOException the default is there but cannot be used, or nothing can be written; nothing is replaced
    public synchronized void open(Path config, String hostname) throws IOException {
        folder = config.resolve("certificates");
        PrivateFile.directory(folder);
        set = new CertificateSet(hostname.toLowerCase(Locale.ROOT), List.of(), List.of(), List.of(), clock);
        var old = config.resolve("server.p12");
        if (!Files.exists(file(DEFAULT))) write(Files.exists(old) ? takenOver(old) : SelfSigned.certificate(DEFAULT, hostname, clock, random));
        Files.deleteIfExists(old);                                       // its key is in the new file now; one copy is enough
        try {
            Pem.read(Files.readString(file(DEFAULT)), "");
        } catch (Rejected unusable) {
            throw new IOException("the certificate in " + file(DEFAULT) + " cannot be used: " + unusable.faults().getFirst().message(), unusable);
        }
        read();
    }

    /// The house is called otherwise from now on.
    public synchronized void hostname(String name) {
        if (!set.hostname().equalsIgnoreCase(name)) set = new CertificateSet(name.toLowerCase(Locale.ROOT), set.all(), set.unusable(), set.leaving(), clock);
    }

    /// Looks whether files have come, gone or changed: what administrators and their scripts put there is taken within a minute. Without a change it costs a listing.
    public synchronized void refresh() {
        try {
            if (folder != null && !times().equals(seen)) read();
        } catch (IOException failed) {
            LOG.log(Level.ERROR, "event=certificates-unreadable folder=" + folder, failed);
        }
    }

    /// For SSL contexts of every kind; chooses from the set as it is at each handshake.
    public X509ExtendedKeyManager keys() { return keys; }

    /// TLS with this set, for good: it is never to be made anew.
    public SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// By name, the default last.
    public List<ServerCertificate> all() { return set.all(); }

    public Optional<ServerCertificate> named(String name) { return set.named(name); }

    /// Files that hold no certificate with its key.
    public List<String> unusable() { return set.unusable(); }

    public String hostname() { return set.hostname(); }

    /// Whether a program that asks for this name gets a certificate that it would accept.
    public boolean trustedFor(String host) { return set.trustedFor(host.toLowerCase(Locale.ROOT)).isPresent(); }

    /// The same once that certificate is gone.
    public boolean trustedWithout(String certificate, String host) { return set.without(certificate).trustedFor(host).isPresent(); }

    /// What a client that asks for this name is shown.
    public Optional<ServerCertificate> shownFor(String host) { return shown(Optional.of(host.toLowerCase(Locale.ROOT))); }

    Optional<ServerCertificate> shown(Optional<String> host) { return set.choose(host).stream().findFirst(); }

    /// Reads what somebody wants to upload, without keeping it; its name is made of the first host.
    ///
    /// @throws Rejected naming `certificate` or `key`: not readable, not belonging together, over already
    public ServerCertificate check(String certificate, String key) {
        if (certificate.contains("PRIVATE KEY-----")) throw Rejected.invalid(Pem.CERTIFICATE, "a private key is in it too: put this file into the field for the key and leave this one empty");
        var read = certificate.isBlank() ? Pem.read(key, "") : Pem.read(certificate, key);
        if (!clock.instant().isBefore(read.until())) throw Rejected.invalid(Pem.CERTIFICATE, "it is over since {0}: ask for a new one", read.until().toString().substring(0, 10));
        return read.named(name(read.hosts().getFirst()));
    }

    /// Keeps it under its name, in place of what had it; from the next handshake on it is shown. Doing it twice does no harm.
    public synchronized void put(ServerCertificate certificate) {
        if (set.named(certificate.name()).isEmpty() && set.all().size() >= MAX_CERTIFICATES) throw Rejected.conflict(Pem.CERTIFICATE, "at most {0} certificates", MAX_CERTIFICATES);
        try {
            write(certificate);
            read();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        LOG.log(Level.INFO, "event=certificate-kept name={0} hosts={1} until={2} fingerprint={3}", certificate.name(), String.join(",", certificate.hosts()), certificate.until(), certificate.fingerprint());
    }

    /// @throws Rejected CONFLICT for the default; without one that is gone already nothing happens
    public synchronized void remove(String name) {
        if (name.equals(DEFAULT)) throw Rejected.conflict("name", "the certificate that the house made itself stays: it is shown where no other fits");
        if (set.named(name).isEmpty()) return;
        try {
            Files.deleteIfExists(file(name));
            read();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        LOG.log(Level.INFO, "event=certificate-removed name={0}", name);
    }

    /// `mail.example.org` for that host, `_.example.org` for a wildcard; never one of the two names that have a meaning.
    private static String name(String host) {
        var name = host.replace('*', '_').replaceAll("[^a-z0-9._-]", "_");
        return name.equals(DEFAULT) || name.equals(ACME) || name.startsWith(".") ? "_" + name : name;
    }

    private Path file(String name) { return folder.resolve(name + SUFFIX); }

    private void write(ServerCertificate certificate) throws IOException { PrivateFile.write(file(certificate.name()), Pem.write(certificate)); }

    private Map<String, FileTime> times() throws IOException {
        var times = new TreeMap<String, FileTime>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList()) times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
        }
        return times;
    }

    private void read() throws IOException {
        var times = times();
        Collection<ServerCertificate> usable = new ArrayList<>();
        var damaged = new ArrayList<String>();
        for (var file : times.keySet()) {
            var name = file.substring(0, file.length() - SUFFIX.length());
            try {
                usable.add(Pem.read(Files.readString(folder.resolve(file)), "").named(name));
            } catch (Rejected | IOException unusable) {
                damaged.add(name);
                LOG.log(Level.ERROR, "event=certificate-unusable name={0} reason={1}", name, unusable.getMessage());
                set.named(name).ifPresent(usable::add);                  // half a file may be all that somebody has copied so far
            }
        }
        set = set.with(usable, damaged);
        seen = times;
    }

    private static ServerCertificate takenOver(Path old) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(old)) {
                store.load(in, OLD_PASSWORD);
            }
            var alias = store.aliases().nextElement();
            var chain = Arrays.stream(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList();
            return ServerCertificate.of(DEFAULT, chain, (PrivateKey) store.getKey(alias, OLD_PASSWORD));
        } catch (GeneralSecurityException | RuntimeException unusable) {
            throw new IOException("the certificate in " + old + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }
}
