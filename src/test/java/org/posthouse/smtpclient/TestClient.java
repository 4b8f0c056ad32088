package org.posthouse.smtpclient;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.posthouse.certificate.Trust;

/// The client wired by hand, with short patience.
public final class TestClient {
    private TestClient() { }

    public static SmtpClient patient(Duration each) { return trusting(each, Trust.with(java.util.Optional.empty(), "test")); }

    public static SmtpClient trusting(Duration each, X509TrustManager trust) {
        var client = new SmtpClient();
        client.patience = new Patience(each, each, each, each, each, each, each, each);
        client.trust = trust;
        try {
            client.context = SSLContext.getInstance("TLS");
            client.context.init(null, new TrustManager[] {new AnyServer()}, null);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return client;
    }
}
