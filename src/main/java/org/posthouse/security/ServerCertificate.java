package org.posthouse.security;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The certificate of all listeners, in `<home>/config/server.p12`. Without one the house signs its own at the first start, so that TLS is offered from the first minute.
///
/// The store's password keeps no secret, the file's mode 0600 does: a password beside the file would guard nothing.
public final class ServerCertificate {
    private static final char[] PASSWORD = "posthouse".toCharArray();
    private static final String ALIAS = "server";
    private static final Duration LIFE = Duration.ofDays(3650);

    private final KeyStore store;

    private ServerCertificate(KeyStore store) { this.store = store; }

    /// @throws IOException the file is there but cannot be used, or cannot be written; nothing is replaced
    public static ServerCertificate open(Path file, String hostname, Clock clock, SecureRandom random) throws IOException {
        try {
            if (!Files.exists(file)) write(file, selfSigned(hostname, clock, random));
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            return new ServerCertificate(store);
        } catch (GeneralSecurityException | OperatorCreationException unusable) {
            throw new IOException("the certificate in " + file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /// TLS 1.2 and 1.3 with this certificate.
    public SSLContext context() throws IOException {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the certificate cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    public X509Certificate certificate() {
        try {
            return (X509Certificate) store.getCertificate(ALIAS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);             // a loaded key store answers
        }
    }

    private static KeyStore selfSigned(String hostname, Clock clock, SecureRandom random) throws GeneralSecurityException, OperatorCreationException, IOException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        var pair = generator.generateKeyPair();
        var now = clock.instant();
        var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, hostname.length() <= 64 ? hostname : "posthouse").build();   // X.520 ub-common-name
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(subject, new BigInteger(127, random), Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(LIFE)), subject, pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, hostname)));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry(ALIAS, pair.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
        return store;
    }

    private static void write(Path file, KeyStore store) throws IOException, GeneralSecurityException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        if (posix) Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(draft)) {
            store.store(out, PASSWORD);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
