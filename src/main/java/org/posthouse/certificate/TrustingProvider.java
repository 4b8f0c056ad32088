package org.posthouse.certificate;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
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

    private static SSLContext context(Path file) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {Trust.with(Optional.of(file), "posthouse.acme.ca")}, null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("posthouse.acme.ca: " + unusable.getMessage(), unusable);
        }
    }
}
