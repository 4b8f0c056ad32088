package org.posthouse.gateway;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.microprofile.config.Config;
import org.posthouse.certificate.Trust;
import org.posthouse.gateway.Peering.House;
import org.posthouse.mime.Address;

/// What the peers say of an address that nobody here has. Nobody is called unknown before all of them have answered: as long as one is silent he may be that one's.
@ApplicationScoped class PeerAnswers {
    private static final System.Logger LOG = System.getLogger(PeerAnswers.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5), ANSWER = Duration.ofSeconds(10);
    private static final Duration KNOWN = Duration.ofMinutes(5), UNKNOWN = Duration.ofMinutes(1), SILENT = Duration.ofSeconds(15);
    private static final int REMEMBERED = 50_000;
    private static final long MOST_SAID = 10_000;
    private static final String TRUST = "posthouse.smtp.client-trust";
    private static final Pattern SAID = Pattern.compile("\\{\"known\":(true|false),\"seal\":\"([0-9a-f]{64})\"}");

    /// What is known of an address.
    sealed interface Word {
        record At(House house) implements Word { }

        /// All have said so.
        record Nobody() implements Word { }

        /// Nobody who answered has it, and somebody did not answer.
        record Silence() implements Word { }
    }

    private record Kept(Word word, Peering of, Instant until) { }

    @Inject Peers peers;
    @Inject Errands errands;
    @Inject Config config;
    @Inject SecureRandom random;
    @Inject Clock clock;

    private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CompletableFuture<Word>> asking = new ConcurrentHashMap<>();
    private HttpClient http;

    @PostConstruct void open() {
        try {
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {Trust.with(config.getOptionalValue(TRUST, String.class).filter(file -> !file.isBlank()).map(Path::of), TRUST)}, null);
            use(HttpClient.newBuilder().connectTimeout(CONNECT).sslContext(tls).followRedirects(HttpClient.Redirect.NEVER).build());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void use(HttpClient client) { http = client; }

    /// From memory; empty when it has to be asked for, or asked for again.
    Optional<Word> remembered(Address address) {
        var old = kept.get(address.key());
        return old != null && clock.instant().isBefore(old.until) && old.of.equals(peers.now()) ? Optional.of(old.word) : Optional.empty();
    }

    /// All are asked at the same time.
    CompletableFuture<Word> ask(Address address) {
        var key = address.key();
        var peering = peers.now();
        var seal = peers.seal();
        if (seal.isEmpty()) return CompletableFuture.completedFuture(new Word.Nobody());
        return asking.computeIfAbsent(key, _ -> errands.run(() -> {
            try {
                var word = all(peering, seal.get(), address);
                if (kept.size() >= REMEMBERED) kept.values().removeIf(old -> clock.instant().isAfter(old.until));
                if (kept.size() < REMEMBERED) kept.put(key, new Kept(word, peering, clock.instant().plus(word instanceof Word.At ? KNOWN : word instanceof Word.Nobody ? UNKNOWN : SILENT)));
                return word;
            } finally {
                asking.remove(key);
            }
        })).copy();
    }

    private Word all(Peering peering, PeerSeal seal, Address address) throws InterruptedException {
        var answers = peering.houses().stream().map(house -> errands.part(() -> one(house, seal, address))).toList();
        boolean silent = false;
        for (int i = 0; i < answers.size(); i++) {
            try {
                var known = answers.get(i).get();
                if (known.isPresent() && known.get()) return new Word.At(peering.houses().get(i));
                silent |= known.isEmpty();
            } catch (ExecutionException fault) {
                LOG.log(Level.ERROR, "event=peer-failed peer=" + peering.houses().get(i).url(), fault.getCause());
                silent = true;
            }
        }
        return silent ? new Word.Silence() : new Word.Nobody();
    }

    /// Empty for a peer that says nothing, or nothing that can be believed.
    private Optional<Boolean> one(House house, PeerSeal seal, Address address) throws InterruptedException {
        var octets = new byte[16];
        random.nextBytes(octets);
        var nonce = HexFormat.of().formatHex(octets);
        var asked = address.key();
        var request = HttpRequest.newBuilder(URI.create(house.url() + "/api/v1/peer/recipient?address=" + URLEncoder.encode(asked, StandardCharsets.UTF_8))).timeout(ANSWER)
                .header("Authorization", PeerSeal.SCHEME + " " + seal.question(clock.instant(), nonce, asked)).GET().build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_SAID));
            var said = SAID.matcher(response.body().strip());
            if (response.statusCode() == 200 && said.matches()) {
                boolean known = Boolean.parseBoolean(said.group(1));
                if (seal.genuine(said.group(2), nonce, asked, known)) return Optional.of(known);
            }
            LOG.log(Level.WARNING, "event=peer-not-believed peer={0} status={1}", house.url(), response.statusCode());
        } catch (IOException silent) {
            LOG.log(Level.INFO, "event=peer-silent peer={0} what={1}", house.url(), String.valueOf(silent.getMessage()));
        }
        return Optional.empty();
    }
}
