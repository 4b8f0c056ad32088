package org.posthouse.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/// Any authority that speaks RFC 8555; its own TLS may be vouched for by certificates in a file, for authorities inside the house.
final class TrustingProvider extends GenericAcmeProvider {
    private final Optional<Path> trusted;

    TrustingProvider(Optional<Path> trusted) { this.trusted = trusted; }

    @Override protected HttpConnector createHttpConnector(NetworkSettings settings) {
        if (trusted.isEmpty()) return super.createHttpConnector(settings);
        var context = context(trusted.get());
        return new HttpConnector(settings) {
            @Override public HttpClient.Builder createClientBuilder() { return super.createClientBuilder().sslContext(context); }
        };
    }

    /// The public authorities and those in the file.
    private static SSLContext context(Path file) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var given = Pem.certificates(Files.readString(file));
            for (int i = 0; i < given.size(); i++) store.setCertificateEntry("given-" + i, given.get(i));
            var known = publicAuthorities().getAcceptedIssuers();
            for (int i = 0; i < known.length; i++) store.setCertificateEntry("known-" + i, known[i]);
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("posthouse.acme.ca: " + unreadable.getMessage(), unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("posthouse.acme.ca: " + unusable.getMessage(), unusable);
        }
    }

    private static X509TrustManager publicAuthorities() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast).findFirst().orElseThrow();
    }
}
