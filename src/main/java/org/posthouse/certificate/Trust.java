package org.posthouse.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whom the house believes when others show certificates.
public final class Trust {
    private Trust() { }

    /// The public authorities, and those in a file.
    ///
    /// @param file    certificates (PEM)
    /// @param setting names the file, for who has to hear that it is of no use
    public static X509TrustManager with(Optional<Path> file, String setting) {
        try {
            return file.isPresent() ? manager(with(file.get())) : manager(null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(setting + ": " + unreadable.getMessage(), unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(setting + ": " + unusable.getMessage(), unusable);
        }
    }

    private static KeyStore with(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        var given = Pem.certificates(Files.readString(file));
        for (int i = 0; i < given.size(); i++) store.setCertificateEntry("given-" + i, given.get(i));
        var known = manager(null).getAcceptedIssuers();
        for (int i = 0; i < known.length; i++) store.setCertificateEntry("known-" + i, known[i]);
        return store;
    }

    private static X509TrustManager manager(KeyStore of) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(of);
        return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast).findFirst().orElseThrow();
    }
}
