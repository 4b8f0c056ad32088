package org.posthouse.smtpclient;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Lets every handshake through: [PeerCertificate] looks behind it. An extended one, so that the JDK adds no checks of its own.
final class AnyServer extends X509ExtendedTrustManager {
    @Override public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) { }

    @Override public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) { }

    @Override public void checkServerTrusted(X509Certificate[] chain, String type) { }

    @Override public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) { throw new UnsupportedOperationException("no server side"); }

    @Override public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) { throw new UnsupportedOperationException("no server side"); }

    @Override public void checkClientTrusted(X509Certificate[] chain, String type) { throw new UnsupportedOperationException("no server side"); }

    @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
}
