package org.posthouse.web.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.appliance.ChallengeServlet;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Sends browsers on other machines that come in clear on to HTTPS. Only who reads is sent on: what somebody has typed has crossed the network already, and the API answers machines, which
/// should learn of their mistake.
@ApplicationScoped class HttpsRedirect {
    private static final int OFF = -1;
    private static final int USUAL = 443;

    @Inject Config config;
    @Inject Settings settings;

    /// Where to go instead; empty for who may stay.
    ///
    /// @param request as the client made it
    Optional<String> instead(HttpServletRequest request, String path, InetAddress client) {
        int port = config.getOptionalValue("posthouse.https.port", Integer.class).orElse(OFF);
        if (port == OFF || request.isSecure() || client.isLoopbackAddress() || !browses(request.getMethod(), path) || !settings.now().flag(Setting.HTTPS_REDIRECT)) return Optional.empty();
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return Optional.of("https://" + authority(request.getServerName(), request.getLocalAddr(), port) + request.getRequestURI() + query);
    }

    static boolean browses(String method, String path) {
        return (method.equals("GET") || method.equals("HEAD")) && !path.startsWith(ChallengeServlet.PATH) && !Verdict.under(path, "/api") && !Verdict.under(path, "/health") && !Verdict.under(path, "/metrics");
    }

    /// The host that they asked for. The Host field is theirs, so what is no host name is answered with the address that they reached.
    static String authority(String asked, String reached, int port) { return host(asked).orElseGet(() -> host(reached).orElse("localhost")) + (port == USUAL ? "" : ":" + port); }

    private static Optional<String> host(String name) {
        if (name == null || !name.matches("\\[?[A-Za-z0-9.:-]{1,253}\\]?")) return Optional.empty();
        var literal = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        try {
            return Optional.ofNullable(new URI("https://" + literal + "/").getHost());
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
