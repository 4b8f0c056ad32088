package org.posthouse.smtpclient;

import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.posthouse.mime.Domains;

/// Whether a certificate is good for a host. Looked at behind the handshake and not within it, so that a bad one can be told and gone on with where TLS is better than none.
public final class PeerCertificate {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private PeerCertificate() { }

    /// Why it is not; empty when it is.
    ///
    /// @param host name or address
    public static Optional<String> fault(Certificate[] shown, String host, X509TrustManager trust) {
        if (shown.length == 0 || !(shown[0] instanceof X509Certificate own)) return Optional.of("none was shown");
        try {
            trust.checkServerTrusted(Arrays.stream(shown).map(X509Certificate.class::cast).toArray(X509Certificate[]::new), "UNKNOWN");        // as JSSE calls it where the cipher does not name the key
            return names(own, host) ? Optional.empty() : Optional.of("it is not for " + host);
        } catch (CertificateException | IllegalArgumentException | ClassCastException bad) {
            return Optional.of(String.valueOf(innermost(bad).getMessage()));
        }
    }

    private static Throwable innermost(Throwable bad) { return bad.getCause() == null ? bad : innermost(bad.getCause()); }

    /// RFC 9525 §6: by the alternative names alone, never by the common one.
    private static boolean names(X509Certificate certificate, String host) throws CertificateParsingException {
        var alternatives = Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return alternatives.stream().anyMatch(name -> name.get(1) instanceof String text && (literal ? name.get(0).equals(IP_ADDRESS) && InetAddress.ofLiteral(text).equals(InetAddress.ofLiteral(host))
                : name.get(0).equals(DNS_NAME) && matches(Domains.key(text), Domains.key(host))));
    }

    /// A star stands for one whole label, the first (RFC 9525 §6.3).
    private static boolean matches(String pattern, String host) {
        if (!pattern.startsWith("*.")) return pattern.equals(host);
        int dot = host.indexOf('.');
        return dot > 0 && pattern.indexOf('*', 1) < 0 && host.substring(dot).equals(pattern.substring(1));
    }
}
