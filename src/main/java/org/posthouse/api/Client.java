package org.posthouse.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// The other side of a request.
final class Client {
    /// Requests that may sit out a delay at once; the rest are answered 429 immediately, so that guessers cannot occupy the server's threads.
    private static final Semaphore WAITING = new Semaphore(16);

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
        if (!WAITING.tryAcquire()) throw Refused.busy();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.busy();
        } finally {
            WAITING.release();
        }
    }
}
