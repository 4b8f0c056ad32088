package org.posthouse.launcher;

import java.io.Console;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

/// A house's API (docs/reference/api.md): the one that runs on this home, by the pass in it, or one elsewhere, by a token or password.
final class HouseApi {
    /// Options of every command that talks to a house.
    static final List<String> OPTIONS = List.of("server", "user", "token-file", "password-file", "ca");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /// The server ends a request after as long.
    private static final Duration FILE_PATIENCE = Duration.ofMinutes(15);
    private static final int PAGE = 500;

    private final HttpClient http;
    private final URI base;
    private final String authorization;

    private HouseApi(HttpClient http, URI base, String authorization) {
        this.http = http;
        this.base = base;
        this.authorization = authorization;
    }

    static HouseApi of(Arguments arguments) {
        var server = arguments.option("server");
        if (server.isPresent()) return remote(server.get(), arguments);
        for (var option : OPTIONS) if (arguments.flag(option)) throw new CannotStart(Exit.BAD_SETTING, "--" + option + " goes with --server URL.");
        return local(Settings.read());
    }

    /// @throws CannotStart no house runs there, or it is another user's
    static HouseApi local(Settings settings) {
        var home = settings.home();
        if (!Home.running(home)) throw new CannotStart(Exit.FAULT, "No Posthouse runs on " + home + "; start it first.");
        try {
            var pass = Files.readString(home.resolve("console"), StandardCharsets.US_ASCII).strip();
            var ports = new Properties();
            try (var in = Files.newBufferedReader(home.resolve(Ready.PORTS))) {
                ports.load(in);
            }
            var address = settings.bind().getFirst();
            var host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
            if (host.indexOf(':') >= 0) host = "[" + host.replaceFirst("%.*", "") + "]";
            boolean clear = ports.containsKey("http") && !ports.getProperty("http").equals("-1") && (address.isAnyLocalAddress() || address.isLoopbackAddress());
            if (!clear && !ports.containsKey("https")) throw new CannotStart(Exit.FAULT, "The web of this house is off, so the command cannot talk to it.");
            var base = clear ? "http://" + host + ":" + ports.getProperty("http") : "https://" + host + ":" + ports.getProperty("https");
            return new HouseApi(client(clear ? null : own()), URI.create(base + "/api/v1/"), "Bearer " + pass);
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new CannotStart(Exit.FAULT, "The Posthouse on " + home + " is still starting.", missing);
        } catch (IOException unreadable) {
            throw new CannotStart(Exit.FAULT, "The home " + home + " cannot be read: " + unreadable.getMessage() + ". Give the command as the user that the house runs as.", unreadable);
        }
    }

    private static HouseApi remote(String server, Arguments arguments) {
        var base = URI.create(server.replaceAll("/+$", "") + "/api/v1/");
        boolean loopback = base.getHost() != null && base.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
        if (base.getHost() == null || !"https".equals(base.getScheme()) && !("http".equals(base.getScheme()) && loopback))
            throw new CannotStart(Exit.BAD_SETTING, "--server takes an address such as https://mail.example.org; passwords travel over TLS only.");
        try {
            var context = arguments.option("ca").isPresent() ? trusting(Path.of(arguments.option("ca").get())) : null;
            return new HouseApi(client(context), base, authorization(arguments));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new CannotStart(Exit.BAD_SETTING, "A file cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /// Never on the command line, which everybody on the machine can read.
    private static String authorization(Arguments arguments) throws IOException {
        if (arguments.option("token-file").isPresent()) return "Bearer " + Files.readString(Path.of(arguments.option("token-file").get())).strip();
        var user = arguments.option("user").orElseThrow(() -> new CannotStart(Exit.BAD_SETTING, "--server needs --token-file FILE, or --user ADDRESS."));
        var password = secret(arguments, "Password of " + user + ": ");
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));       // RFC 7617 §2
    }

    static String secret(Arguments arguments, String prompt) throws IOException {
        if (arguments.option("password-file").isPresent()) {
            var file = arguments.option("password-file").get();
            return (file.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(Path.of(file))).replaceFirst("\\R\\z", "");
        }
        Console console = System.console();
        var typed = console == null || !console.isTerminal() ? null : console.readPassword("%s", prompt);
        if (typed == null) throw new CannotStart(Exit.BAD_SETTING, "There is no terminal to ask for the password; give --password-file FILE, or - for standard input.");
        return new String(typed);
    }

    private static HttpClient client(SSLContext context) {
        var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(15)).followRedirects(HttpClient.Redirect.NEVER);
        return (context == null ? builder : builder.sslContext(context)).build();
    }

    /// The house on this machine may have a certificate that nobody vouches for yet. Who answers at its port holds the pass already or learns one that is worth nothing elsewhere.
    private static SSLContext own() {
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        return AnyCertificate.context();
    }

    private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(file)) {
            int count = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) store.setCertificateEntry("ca" + count++, certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /// What the house answered.
    record Answer(int status, String body) {
        boolean good() { return status / 100 == 2; }

        Object json() {
            try {
                return body.isBlank() ? Map.of() : Json.read(body);
            } catch (IllegalArgumentException none) {
                throw new CannotStart(Exit.FAULT, "The house answered " + status + " and no JSON.", none);
            }
        }

        Map<String, Object> object() { return Json.object(json()); }

        /// What a problem document says (RFC 9457 §3).
        String problem() {
            if (!body.startsWith("{")) return "The house answered " + status + ".";
            var problem = object();
            var told = new ArrayList<String>();
            for (var error : Json.list(problem.get("errors"))) told.add(Json.object(error).get("field") + " " + Json.object(error).get("message"));
            var detail = String.valueOf(problem.getOrDefault("detail", problem.get("title")));
            return told.isEmpty() ? sentence(detail) : sentence(String.join("; ", told));
        }

        private static String sentence(String text) { return text.isEmpty() ? "It was refused." : Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : "."); }
    }

    /// @throws CannotStart with what the house said, when it did not do it
    Answer ask(String method, String path, Object body) {
        var answer = call(method, path, "application/json", body == null ? "" : Json.write(body));
        if (!answer.good()) throw new CannotStart(answer.status() == 400 || answer.status() == 422 ? Exit.BAD_SETTING : Exit.FAULT, answer.problem());
        return answer;
    }

    Answer call(String method, String path, String type, String body) {
        return call(method, path, type, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body), PATIENCE);
    }

    /// Sends a file as it is read, however large it is.
    ///
    /// @throws CannotStart it cannot be read
    Answer send(String path, String type, Path file) {
        try {
            return call("POST", path, type, HttpRequest.BodyPublishers.ofFile(file), FILE_PATIENCE);
        } catch (java.io.FileNotFoundException unreadable) {
            throw new CannotStart(Exit.BAD_SETTING, file + " cannot be read.", unreadable);
        }
    }

    private Answer call(String method, String path, String type, HttpRequest.BodyPublisher body, Duration patience) {
        try {
            var request = HttpRequest.newBuilder(base.resolve(path)).timeout(patience).header("Authorization", authorization).header("Accept", "application/json, text/csv, */*");
            if (body.contentLength() != 0) request.header("Content-Type", type);
            var response = http.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException none) {
            throw new CannotStart(Exit.FAULT, "Nobody answers at " + base.resolve("/") + ".", none);
        } catch (SSLHandshakeException untrusted) {
            throw new CannotStart(Exit.FAULT, "The certificate of " + base.getHost() + " is not trusted: " + untrusted.getMessage() + ". --ca FILE names one to trust.", untrusted);
        } catch (IOException failed) {
            throw new CannotStart(Exit.FAULT, "The house at " + base.resolve("/") + " did not answer: " + failed.getMessage() + ".", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart(Exit.FAULT, "Interrupted.", stopped);
        }
    }

    /// All items of a list that comes in pages.
    List<Map<String, Object>> all(String path) {
        var items = new ArrayList<Map<String, Object>>();
        for (int page = 0; ; page++) {
            var answer = ask("GET", path + (path.contains("?") ? "&" : "?") + "page=" + page + "&size=" + PAGE, null).object();
            Json.list(answer.get("items")).forEach(item -> items.add(Json.object(item)));
            if (Json.list(answer.get("items")).isEmpty() || answer.get("total") instanceof Long total && items.size() >= total || !answer.containsKey("total")) return items;
        }
    }

    static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }

    /// A body of what is given.
    static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) if (namesAndValues[i + 1] != null) fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return fields;
    }
}
