package org.posthouse.connector;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A self-signed certificate made by the JDK's keytool, once for all tests; its context serves both sides.
public final class Certificate {
    private static SSLContext context;

    private Certificate() { }

    public static synchronized SSLContext context() throws Exception {
        if (context == null) context = make();
        return context;
    }

    private static SSLContext make() throws Exception {
        Path folder = Files.createTempDirectory("certificate");
        Path file = folder.resolve("keys.p12");
        var keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-dname", "CN=mx.example.test",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit").inheritIO().start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) throw new AssertionError("keytool failed");
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        Files.delete(file);
        Files.delete(folder);
        var mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, "changeit".toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        String alias = keys.aliases().nextElement();
        trusted.setCertificateEntry(alias, keys.getCertificate(alias));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var made = SSLContext.getInstance("TLS");
        made.init(mine.getKeyManagers(), trust.getTrustManagers(), null);
        return made;
    }
}
