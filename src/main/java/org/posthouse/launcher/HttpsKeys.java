package org.posthouse.launcher;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// The house's certificates for the server's HTTPS listener. The server takes its key manager from whatever factory its configuration names, and this is one: until the house is open no
/// handshake succeeds, then every one asks the house.
public final class HttpsKeys extends Provider {
    /// Of the factory, in the server's configuration.
    static final String ALGORITHM = "Posthouse";

    private static final long serialVersionUID = 1;
    private static volatile X509ExtendedKeyManager house;

    private HttpsKeys() {
        super(ALGORITHM, "1", "the certificates of the house");
        putService(new Service(this, "KeyManagerFactory", ALGORITHM, Factory.class.getName(), List.of(), Map.of()));
    }

    static void register() { Security.addProvider(new HttpsKeys()); }

    static void take(X509ExtendedKeyManager keys) { house = keys; }

    /// Made by the security framework, by name.
    public static final class Factory extends KeyManagerFactorySpi {
        @Override protected void engineInit(KeyStore store, char[] password) { }

        @Override protected void engineInit(ManagerFactoryParameters parameters) { }

        @Override protected KeyManager[] engineGetKeyManagers() { return new KeyManager[] {new Late()}; }
    }

    /// Passes on to the house, once there is one.
    private static final class Late extends X509ExtendedKeyManager {
        @Override public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) { return house == null ? null : house.chooseEngineServerAlias(type, issuers, engine); }

        @Override public String chooseServerAlias(String type, Principal[] issuers, Socket socket) { return house == null ? null : house.chooseServerAlias(type, issuers, socket); }

        @Override public X509Certificate[] getCertificateChain(String alias) { return house == null ? null : house.getCertificateChain(alias); }

        @Override public PrivateKey getPrivateKey(String alias) { return house == null ? null : house.getPrivateKey(alias); }

        @Override public String[] getServerAliases(String type, Principal[] issuers) { return house == null ? null : house.getServerAliases(type, issuers); }

        @Override public String[] getClientAliases(String type, Principal[] issuers) { return null; }

        @Override public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) { return null; }
    }
}
