package org.posthouse.blackbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/// A script that calls the house over HTTP, signed in by HTTP Basic.
public record Api(String host, int port, String login, String password) {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// An answer with a body in text.
    public record Answer(int status, String type, String body, HttpResponse<String> whole) {
        /// The first number under that name in a JSON body.
        public long number(String field) {
            var found = Pattern.compile("\"" + field + "\":(\\d+)").matcher(body);
            if (!found.find()) throw new AssertionError("no number " + field + " in " + body);
            return Long.parseLong(found.group(1));
        }

        public boolean says(String text) { return body.contains(text); }
    }

    public Api(int port, String login, String password) { this("127.0.0.1", port, login, password); }

    /// Nobody in particular.
    public Api anonymous() { return new Api(host, port, "", ""); }

    public Api as(String login, String password) { return new Api(host, port, login, password); }

    public Answer put(String path, String json) throws Exception { return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json))); }

    public Answer get(String path) throws Exception { return send(request(path).GET()); }

    public Answer post(String path, String json) throws Exception { return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json))); }

    public Answer post(String path, String type, byte[] body) throws Exception { return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body))); }

    /// A table of a thousand passwords is a minute of hashing, more on a busy machine.
    public Answer postTable(String path, String csv) throws Exception {
        return send(request(path).timeout(PATIENCE.multipliedBy(4)).header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
    }

    public Answer patch(String path, String json, String... headers) throws Exception {
        var request = request(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Answer delete(String path) throws Exception { return send(request(path).DELETE()); }

    /// A path with a leading slash is the server's, any other the API's.
    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + (path.startsWith("/") ? path : "/api/v1/" + path))).timeout(PATIENCE);
        if (!login.isEmpty()) request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8)));
        return request;
    }

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body(), answer);
    }
}
