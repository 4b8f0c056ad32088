package org.posthouse.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
import org.posthouse.security.Patience;

/// The other side of a request.
final class Client {
    private Client() { }

    static InetAddress address(HttpServletRequest request) { return literal(request.getRemoteAddr()); }

    /// The address of this server that was called.
    static InetAddress here(HttpServletRequest request) { return literal(request.getLocalAddr()); }

    private static InetAddress literal(String text) {
        int scope = text.indexOf('%');
        return InetAddress.ofLiteral(scope < 0 ? text : text.substring(0, scope));
    }

    /// Passwords travel in clear over loopback only.
    static boolean confidential(HttpServletRequest request) { return request.isSecure() || address(request).isLoopbackAddress(); }

    /// @throws Refused 429 when too many wait
    static void sitOut(Duration delay) {
        if (!Patience.sitOut(delay)) throw Refused.busy();
    }
}
