package org.posthouse.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The certificate that the house makes for itself, so that TLS is offered from the first minute.
final class SelfSigned {
    private static final Duration LIFE = Duration.ofDays(3650);

    private SelfSigned() { }

    static KeyPair pair(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ServerCertificate certificate(String name, String hostname, Clock clock, SecureRandom random) throws IOException {
        try {
            var pair = pair(random);
            var now = clock.instant();
            var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, hostname.length() <= 64 ? hostname : "posthouse").build();   // X.520 ub-common-name
            var builder = new JcaX509v3CertificateBuilder(subject, new BigInteger(127, random), Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(LIFE)), subject, pair.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, hostname)));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return ServerCertificate.of(name, List.of(certificate), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException failed) {
            throw new IOException("no certificate can be made: " + failed.getMessage(), failed);
        }
    }
}
