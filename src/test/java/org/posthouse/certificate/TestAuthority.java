package org.posthouse.certificate;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs what tests ask for: a root, one authority below it, and certificates for hosts.
public final class TestAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();

    public final X509Certificate root;
    public final X509Certificate middle;
    private final KeyPair middleKeys = pair("EC", 256);

    /// A certificate with its key, as text.
    public record Issued(X509Certificate certificate, KeyPair keys, String pem) {
        public String key() { return TestAuthority.pem(keys.getPrivate()); }
    }

    public TestAuthority() {
        var rootKeys = pair("EC", 256);
        var life = new Instant[] {Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2060-01-01T00:00:00Z")};
        root = sign("CN=Root,O=Test Trust", rootKeys, "CN=Root,O=Test Trust", rootKeys, life, true);
        middle = sign("CN=Middle,O=Test Trust", middleKeys, "CN=Root,O=Test Trust", rootKeys, life, true);
    }

    public Issued issue(Instant until, String... hosts) { return issue("EC", 256, until, hosts); }

    public Issued issue(String algorithm, int bits, Instant until, String... hosts) {
        var keys = pair(algorithm, bits);
        var certificate = sign("CN=" + hosts[0], keys, "CN=Middle,O=Test Trust", middleKeys, new Instant[] {until.minus(Duration.ofDays(90)), until}, false, hosts);
        return new Issued(certificate, keys, pem(certificate));
    }

    public static String pem(Object... parts) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            for (var part : parts) pem.writeObject(part instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : part);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits, RANDOM);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509Certificate sign(String subject, KeyPair keys, String issuer, KeyPair by, Instant[] life, boolean authority, String... hosts) {
        try {
            var builder = new JcaX509v3CertificateBuilder(new X500Name(issuer), new BigInteger(64, RANDOM), Date.from(life[0]), Date.from(life[1]), new X500Name(subject), keys.getPublic());
            if (authority) builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            var names = Arrays.stream(hosts).map(host -> new GeneralName(GeneralName.dNSName, host)).toList();
            if (!names.isEmpty()) builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            return new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    List<X509Certificate> chain(Issued own) { return List.of(own.certificate(), middle); }
}
