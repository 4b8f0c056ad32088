package org.posthouse.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.posthouse.security.Fingerprint;

/// One certificate with what is needed to show it.
///
/// @param name  of its file, without `.pem`
/// @param chain the server's own first, each signed by the next (RFC 8446 §4.4.2)
/// @param hosts names it is good for, in lower case and A-labels; `*.` begins one for any single label
public record ServerCertificate(String name, List<X509Certificate> chain, PrivateKey key, List<String> hosts) {
    private static final int DNS_NAME = 2;                               // RFC 5280 §4.2.1.6: dNSName [2]

    public ServerCertificate {
        chain = List.copyOf(chain);
        hosts = List.copyOf(hosts);
    }

    static ServerCertificate of(String name, List<X509Certificate> chain, PrivateKey key) { return new ServerCertificate(name, chain, key, hosts(chain.getFirst())); }

    ServerCertificate named(String other) { return new ServerCertificate(other, chain, key, hosts); }

    public X509Certificate own() { return chain.getFirst(); }

    public Instant from() { return own().getNotBefore().toInstant(); }

    public Instant until() { return own().getNotAfter().toInstant(); }

    public boolean validAt(Instant moment) { return !moment.isBefore(from()) && moment.isBefore(until()); }

    /// Whole days left; negative when it is over.
    public long daysLeft(Instant now) { return Math.floorDiv(Duration.between(now, until()).toSeconds(), 86_400L); }

    /// Nobody but the house vouches for it, so programs of people will warn.
    public boolean selfSigned() { return own().getSubjectX500Principal().equals(own().getIssuerX500Principal()); }

    /// Who signed it, as people call them: the organisation and the name, or what there is of both.
    public String issuer() {
        var issuer = own().getIssuerX500Principal();
        var parts = new ArrayList<String>();
        for (var type : List.of("O", "CN")) part(issuer.getName(), type).filter(part -> !parts.contains(part)).ifPresent(parts::add);
        return parts.isEmpty() ? issuer.getName() : String.join(", ", parts);
    }

    /// RFC 9525 §6.3: exactly, or by a wildcard that stands for one whole label on the left.
    ///
    /// @param host in lower case
    public boolean covers(String host) { return exactly(host) || byWildcard(host); }

    boolean exactly(String host) { return hosts.contains(host); }

    boolean byWildcard(String host) {
        int dot = host.indexOf('.');
        return dot > 0 && hosts.contains("*" + host.substring(dot));
    }

    boolean coversAll(Collection<String> wanted) { return wanted.stream().allMatch(this::covers); }

    /// As key managers name kinds of keys.
    String keyType() { return own().getPublicKey().getAlgorithm(); }

    /// SHA-256 of the certificate, in hex: what people compare.
    public String fingerprint() {
        try {
            return Fingerprint.of(own().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override public String toString() { return name + " " + hosts + " until " + until(); }    // never the key

    /// The alternative names; the common name only for want of any.
    private static List<String> hosts(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names != null) return names.stream().filter(name -> name.getFirst().equals(DNS_NAME)).map(name -> ((String) name.get(1)).toLowerCase(Locale.ROOT)).distinct().toList();
            return part(certificate.getSubjectX500Principal().getName(), "CN").map(name -> name.toLowerCase(Locale.ROOT)).stream().toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    private static Optional<String> part(String distinguishedName, String type) {
        try {
            return new LdapName(distinguishedName).getRdns().stream().filter(rdn -> rdn.getType().equalsIgnoreCase(type) && rdn.getValue() instanceof String).map(rdn -> (String) rdn.getValue()).findFirst();
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
    }
}
