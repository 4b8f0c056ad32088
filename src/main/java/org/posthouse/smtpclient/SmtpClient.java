package org.posthouse.smtpclient;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.microprofile.config.Config;
import org.posthouse.certificate.Trust;
import org.posthouse.wire.Wire;

/// Opens sessions with other servers.
@ApplicationScoped public class SmtpClient {
    private static final String TRUST = "posthouse.smtp.client-trust";

    @Inject Config config;

    Patience patience = Patience.STANDARD;
    /// Where TLS comes before the greeting (RFC 8314 §3.3).
    int tlsFirst = 465;
    SSLContext context;
    X509TrustManager trust;

    @PostConstruct void open() {
        trust = Trust.with(config.getOptionalValue(TRUST, String.class).filter(file -> !file.isBlank()).map(Path::of), TRUST);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyServer()}, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Connects and goes as far as a server goes before it takes mail. Where TLS is wished for and does not come about, a second connection goes without it.
    public Opening open(Call call) {
        Wire wire;
        try {
            wire = connect(call);
        } catch (IOException failed) {
            return unreachable(call, failed);
        }
        var first = new Introduction(this, call, wire, "").run();
        if (!(first instanceof Introduction.NoTls(var why))) return first.opening();
        try {
            wire = connect(call);
        } catch (IOException failed) {
            return unreachable(call, failed);
        }
        return new Introduction(this, call, wire, why).run().opening();
    }

    /// Over a connection that somebody else has made, in which the server speaks next (ATRN: RFC 2645 §4). TLS, where it is to be, is there already: the call asks for none.
    ///
    /// @param tls as [SmtpSession#tls]
    public Opening open(Wire wire, String tls, Call call) { return new Introduction(this, call, wire, "").secured(tls).run().opening(); }

    private Wire connect(Call call) throws IOException { return Wire.connect(new InetSocketAddress(call.server().address(), call.server().port()), call.source(), patience.connect()); }

    private static Opening unreachable(Call call, IOException failed) {
        var why = failed instanceof SocketTimeoutException ? "no answer" : Optional.ofNullable(failed.getMessage()).orElse("no connection");
        return new Opening.Failed(Response.own("4.4.1", "Cannot connect to " + call.server() + (failed instanceof BindException ? call.source().map(from -> " from " + from.getHostAddress()).orElse("") : "") + ": " + why), "");
    }
}
