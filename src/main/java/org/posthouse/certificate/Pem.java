package org.posthouse.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.posthouse.domain.Rejected;

/// Certificates and keys as text (RFC 7468): what authorities send and administrators paste.
final class Pem {
    static final String CERTIFICATE = "certificate";
    static final String KEY = "key";
    private static final int MAX_TEXT = 200_000;
    private static final int MAX_CHAIN = 10;
    private static final int LEAST_RSA = 2048;

    private Pem() { }

    /// What stood in the text, in its order.
    private record Found(List<X509Certificate> certificates, List<PrivateKey> keys, boolean encrypted) { }

    /// A chain and its key from two texts; the key may stand in either. The chain comes out in order, whatever order it had, and without the authority's own root.
    ///
    /// @throws Rejected naming `certificate` or `key`
    static ServerCertificate read(String certificate, String key) {
        var first = parse(certificate, CERTIFICATE);
        var second = parse(key, KEY);
        if (first.certificates.isEmpty()) throw Rejected.invalid(CERTIFICATE, "there is no certificate in it: it begins with -----BEGIN CERTIFICATE-----");
        if (first.encrypted || second.encrypted) throw Rejected.invalid(KEY, "the key is locked with a passphrase: save it without one and try again");
        var keys = new ArrayList<>(second.keys);
        keys.addAll(first.keys);
        if (keys.isEmpty()) throw Rejected.invalid(KEY, "there is no private key in it: it begins with -----BEGIN PRIVATE KEY-----");
        if (keys.size() > 1) throw Rejected.invalid(KEY, "there is more than one private key in it");
        var own = first.certificates.stream().filter(candidate -> belong(candidate.getPublicKey(), keys.getFirst())).findFirst()
                .orElseThrow(() -> Rejected.invalid(KEY, "this key belongs to another certificate"));
        if (keys.getFirst() instanceof java.security.interfaces.RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA)
            throw Rejected.invalid(KEY, "a key of {0} bits is too weak, it takes {1} or more", rsa.getModulus().bitLength(), LEAST_RSA);
        var whole = ServerCertificate.of("", chain(own, first.certificates), keys.getFirst());
        if (whole.hosts().isEmpty()) throw Rejected.invalid(CERTIFICATE, "it is for no host name, so no program would accept it");
        return whole;
    }

    /// The file's text: key first, then the chain.
    static String write(ServerCertificate certificate) {
        var text = new StringWriter();
        try (var pem = new PemWriter(text)) {
            pem.writeObject(new PemObject("PRIVATE KEY", certificate.key().getEncoded()));
            for (var link : certificate.chain()) pem.writeObject(new PemObject("CERTIFICATE", link.getEncoded()));
        } catch (IOException | CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    static String write(KeyPair pair) {
        var text = new StringWriter();
        try (var pem = new PemWriter(text)) {
            pem.writeObject(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
            pem.writeObject(new PemObject("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    /// What [#write(KeyPair)] wrote.
    static KeyPair readPair(String text) throws IOException {
        try (var pem = new PEMParser(new StringReader(text))) {
            var converter = new JcaPEMKeyConverter();
            var key = converter.getPrivateKey((PrivateKeyInfo) pem.readObject());
            return new KeyPair(converter.getPublicKey((org.bouncycastle.asn1.x509.SubjectPublicKeyInfo) pem.readObject()), key);
        } catch (ClassCastException | NullPointerException damaged) {
            throw new IOException("no pair of keys", damaged);
        }
    }

    /// Certificates alone, such as the authorities to trust.
    static List<X509Certificate> certificates(String text) { return parse(text, CERTIFICATE).certificates; }

    private static Found parse(String text, String field) {
        if (text.length() > MAX_TEXT) throw Rejected.invalid(field, "too long for a certificate or key");
        var certificates = new ArrayList<X509Certificate>();
        var keys = new ArrayList<PrivateKey>();
        boolean encrypted = false;
        try (var pem = new PEMParser(new StringReader(text))) {
            var converter = new JcaPEMKeyConverter();
            for (Object part; (part = pem.readObject()) != null; ) {
                switch (part) {
                    case X509CertificateHolder holder -> certificates.add(certificate(holder));
                    case PEMKeyPair pair -> keys.add(converter.getPrivateKey(pair.getPrivateKeyInfo()));
                    case PrivateKeyInfo info -> keys.add(converter.getPrivateKey(info));
                    case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ -> encrypted = true;
                    default -> { }                                       // EC parameters and what else tools put beside a key
                }
            }
        } catch (IOException | CertificateException | IllegalArgumentException | IllegalStateException damaged) {
            throw Rejected.invalid(field, "a part of it is damaged: copy the whole file once more");
        }
        if (certificates.size() > MAX_CHAIN) throw Rejected.invalid(field, "more than {0} certificates in one chain", MAX_CHAIN);
        return new Found(certificates, keys, encrypted);
    }

    private static X509Certificate certificate(X509CertificateHolder holder) throws CertificateException, IOException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    }

    /// Each signed by the next; a root ends it and is left out, since who does not have it would not trust it anyway (RFC 8446 §4.4.2).
    private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> all) {
        var chain = new ArrayList<>(List.of(own));
        for (Optional<X509Certificate> next; (next = issuer(chain.getLast(), all)).isPresent() && !chain.contains(next.get()); ) chain.add(next.get());
        if (chain.size() > 1 && chain.getLast().getSubjectX500Principal().equals(chain.getLast().getIssuerX500Principal())) chain.removeLast();
        return chain;
    }

    private static Optional<X509Certificate> issuer(X509Certificate certificate, List<X509Certificate> all) {
        return all.stream().filter(candidate -> !candidate.equals(certificate) && candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && signed(certificate, candidate.getPublicKey())).findFirst();
    }

    private static boolean signed(X509Certificate certificate, PublicKey by) {
        try {
            certificate.verify(by);
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /// A signature by the one verifies with the other.
    private static boolean belong(PublicKey open, PrivateKey secret) {
        try {
            var algorithm = switch (secret.getAlgorithm().toUpperCase(Locale.ROOT)) {
                case "RSA" -> "SHA256withRSA";
                case "EC", "ECDSA" -> "SHA256withECDSA";
                default -> secret.getAlgorithm();
            };
            var probe = new byte[32];
            new SecureRandom().nextBytes(probe);
            var signer = Signature.getInstance(algorithm);
            signer.initSign(secret);
            signer.update(probe);
            var signature = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(open);
            verifier.update(probe);
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }
}
