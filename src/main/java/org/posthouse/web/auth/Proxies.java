package org.posthouse.web.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.posthouse.security.AccessList;

/// Who really asks, behind the proxies of `posthouse.proxies`: of their Forwarded (RFC 7239) or X-Forwarded-For fields the last address that is no such proxy's. Others may write what they like there.
@ApplicationScoped class Proxies {
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*for=\"?\\[?([0-9a-f:.]+)\\]?(?::\\d+)?\"?\\s*(?:;|$)");
    private static final Pattern PROTO = Pattern.compile("(?i)(?:^|;)\\s*proto=\"?(https?)\"?\\s*(?:;|$)");

    /// @param proto of the client's own connection, when the proxy tells
    record Hop(InetAddress client, Optional<String> proto) { }

    private final AccessList believed;

    /// For the container's proxy.
    protected Proxies() { believed = AccessList.EVERYBODY; }

    @Inject Proxies(Config config) { this(config.getOptionalValue("posthouse.proxies", String.class).map(List::of).orElse(List.of())); }

    Proxies(List<String> lists) { believed = AccessList.of(lists.stream().flatMap(l -> List.of(l.split("[,\\s]+")).stream()).filter(l -> !l.isBlank()).toList()); }

    /// The request as the client made it.
    HttpServletRequest seen(HttpServletRequest request) {
        var peer = address(request.getRemoteAddr());
        if (!believes(peer)) return request;
        var hop = hop(peer, Collections.list(request.getHeaders("Forwarded")), Collections.list(request.getHeaders("X-Forwarded-For")), Collections.list(request.getHeaders("X-Forwarded-Proto")));
        var secure = hop.proto.map("https"::equals).orElse(request.isSecure());
        return new HttpServletRequestWrapper(request) {
            @Override public String getRemoteAddr() { return hop.client.getHostAddress(); }

            @Override public String getRemoteHost() { return getRemoteAddr(); }

            @Override public boolean isSecure() { return secure; }

            @Override public String getScheme() { return secure ? "https" : "http"; }
        };
    }

    private boolean believes(InetAddress peer) { return !believed.isEmpty() && believed.admits(peer, _ -> Set.of()); }

    Hop hop(InetAddress peer, List<String> forwarded, List<String> addresses, List<String> protos) {
        return forwarded.isEmpty() ? plain(peer, split(addresses), split(protos)) : standard(peer, split(forwarded));
    }

    private Hop standard(InetAddress peer, List<String> elements) {
        var at = new Hop(peer, Optional.empty());
        for (var element : elements.reversed()) {
            if (!believes(at.client)) return at;
            var who = FOR.matcher(element);
            var client = who.find() ? literal(who.group(1)) : Optional.<InetAddress>empty();
            if (client.isEmpty()) return at;                             // "unknown" or a made-up name: the nearest that is known
            var proto = PROTO.matcher(element);
            at = new Hop(client.get(), proto.find() ? Optional.of(proto.group(1).toLowerCase(Locale.ROOT)) : Optional.empty());
        }
        return at;
    }

    private Hop plain(InetAddress peer, List<String> addresses, List<String> protos) {
        var client = peer;
        for (var text : addresses.reversed()) {
            var next = believes(client) ? literal(text.replaceFirst("^\\[(.*)\\](:\\d+)?$", "$1").replaceFirst("^([0-9.]+):\\d+$", "$1")) : Optional.<InetAddress>empty();
            if (next.isEmpty()) break;
            client = next.get();
        }
        return new Hop(client, protos.isEmpty() ? Optional.empty() : Optional.of(protos.getLast().toLowerCase(Locale.ROOT)).filter(p -> p.equals("https") || p.equals("http")));
    }

    private static List<String> split(List<String> fields) {
        var elements = new ArrayList<String>();
        for (var field : fields) for (var element : field.split(",")) if (!element.isBlank()) elements.add(element.strip());
        return elements;
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A request's address without the scope that a link-local one has.
    static InetAddress address(String text) {
        int scope = text.indexOf('%');
        return InetAddress.ofLiteral(scope < 0 ? text : text.substring(0, scope));
    }
}
