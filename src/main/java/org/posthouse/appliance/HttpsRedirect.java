package org.posthouse.appliance;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.posthouse.security.AccessList;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Sends browsers on other machines that come in clear on to HTTPS. Only who reads is sent on: what somebody has typed has crossed the network already, and the API answers machines, which
/// should learn of their mistake.
@WebFilter("/*") public class HttpsRedirect extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject transient Config config;
    @Inject transient Settings settings;

    @Override protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        int port = config.getOptionalValue("posthouse.https.port", Integer.class).orElse(-1);
        if (request.isSecure() || port < 0 || !browses(request) || near(request) || proxied(request) || !settings.now().flag(Setting.HTTPS_REDIRECT)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Location", target(request, port));
        response.setStatus(307);                                         // RFC 9110 §15.4.8; not for good, since the setting can be taken back
    }

    private static boolean browses(HttpServletRequest request) {
        var path = request.getRequestURI();
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) && !path.startsWith(ChallengeServlet.PATH) && !path.startsWith("/api/");
    }

    private static boolean near(HttpServletRequest request) { return client(request).isLoopbackAddress(); }

    /// Through a proxy that we believe, which the browser has reached by HTTPS.
    private boolean proxied(HttpServletRequest request) {
        var proxies = config.getOptionalValue("posthouse.proxies", String.class).map(list -> List.of(list.strip().split("[,\\s]+"))).orElse(List.of());
        return "https".equals(request.getHeader("X-Forwarded-Proto")) && !proxies.isEmpty() && AccessList.of(proxies).admits(client(request), _ -> Set.of());
    }

    private static InetAddress client(HttpServletRequest request) { return InetAddress.ofLiteral(request.getRemoteAddr().replaceFirst("%.*", "")); }

    /// The host that they asked for, without its port; the Host header is theirs, so what is no host name is answered with the address that they reached.
    private static String target(HttpServletRequest request, int port) {
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        var host = host(request.getServerName()) ? request.getServerName() : request.getLocalAddr();
        return "https://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + (port == 443 ? "" : ":" + port) + request.getRequestURI() + query;
    }

    private static boolean host(String name) {
        try {
            return name != null && new URI("https://" + (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + "/").getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
