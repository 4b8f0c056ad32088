package org.posthouse.certificate;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/// Chooses anew at every handshake, from the set as it is at that moment and by the name that the client asks for (RFC 6066 §3). So one context serves all listeners for good, and a swap touches
/// no session that is open.
final class LiveKeys extends X509ExtendedKeyManager {
    private final Supplier<CertificateSet> current;

    LiveKeys(Supplier<CertificateSet> current) { this.current = current; }

    @Override public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return choose(keyType, socket instanceof SSLSocket secured ? secured.getHandshakeSession() : null);
    }

    @Override public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) { return choose(keyType, engine.getHandshakeSession()); }

    /// The handshake asks once for each kind of key that it could use.
    private String choose(String keyType, SSLSession session) {
        var wanted = keyType.startsWith("EC") ? "EC" : keyType.startsWith("RSA") ? "RSA" : keyType;       // EC_EC, RSASSA-PSS and others of their kind
        return current.get().choose(asked(session)).stream().filter(candidate -> candidate.keyType().startsWith(wanted)).findFirst().map(CertificateSet::alias).orElse(null);
    }

    private static Optional<String> asked(SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) return Optional.empty();
        return extended.getRequestedServerNames().stream().filter(SNIHostName.class::isInstance).map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT)).findFirst();
    }

    @Override public X509Certificate[] getCertificateChain(String alias) { return current.get().byAlias(alias).map(found -> found.chain().toArray(X509Certificate[]::new)).orElse(null); }

    @Override public PrivateKey getPrivateKey(String alias) { return current.get().byAlias(alias).map(ServerCertificate::key).orElse(null); }

    @Override public String[] getServerAliases(String keyType, Principal[] issuers) { return current.get().all().stream().map(CertificateSet::alias).toArray(String[]::new); }

    /// The house shows no certificate when it calls others.
    @Override public String[] getClientAliases(String keyType, Principal[] issuers) { return null; }

    @Override public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) { return null; }

}
