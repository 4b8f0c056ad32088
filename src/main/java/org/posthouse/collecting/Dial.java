package org.posthouse.collecting;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.EOFException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.microprofile.config.Config;
import org.posthouse.certificate.Trust;
import org.posthouse.dns.Answer;
import org.posthouse.dns.Dns;
import org.posthouse.smtpclient.PeerCertificate;
import org.posthouse.wire.Flood;
import org.posthouse.wire.Wire;

/// Calls providers. Asks name servers and waits for networks, so never within a transaction.
@ApplicationScoped class Dial {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final String TRUST = "posthouse.smtp.client-trust";

    @Inject Dns dns;
    @Inject Config config;

    private X509TrustManager trust;
    private SSLContext tls;

    /// Goes on under TLS, on the same connection.
    interface Upgrade {
        void now() throws IOException;
    }

    @PostConstruct void trust() {
        trust(Trust.with(config.getOptionalValue(TRUST, String.class).filter(file -> !file.isBlank()).map(Path::of), TRUST));
    }

    void trust(X509TrustManager whom) {
        trust = whom;
        try {
            tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {whom}, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @throws Trouble with what its owner can be told
    Provider open(CollectPlan plan, String password) throws IOException {
        var wire = connect(plan);
        boolean opened = false;
        try {
            Upgrade upgrade = () -> secure(wire, plan.host());
            wire.timeout(Talk.PATIENCE);
            if (plan.security() == CollectPlan.Security.TLS) upgrade.now();
            var talk = new Talk(wire);
            var starting = plan.security() == CollectPlan.Security.STARTTLS ? upgrade : null;
            var provider = plan.kind() == CollectPlan.Kind.POP3 ? Pop3Provider.open(talk, starting, plan.login(), password)
                    : ImapProvider.open(talk, starting, plan.login(), password, plan.folderOrInbox());
            opened = true;
            return provider;
        } finally {
            if (!opened) wire.cut();
        }
    }

    private Wire connect(CollectPlan plan) throws IOException {
        IOException last = null;
        for (var address : addresses(plan.host())) {
            if (!plan.anywhere() && inner(address)) throw new Trouble(CollectRun.Outcome.NOT_ALLOWED, plan.host() + " is " + address.getHostAddress());
            try {
                return Wire.connect(new InetSocketAddress(address, plan.portOrUsual()), Optional.empty(), CONNECT);
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw new Trouble(CollectRun.Outcome.NO_ANSWER, last == null ? plan.host() : last.getMessage());
    }

    private List<InetAddress> addresses(String host) throws Trouble {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return switch (dns.addresses(host)) {
                case Answer.Found<InetAddress>(var all) -> all;
                case Answer.None<InetAddress> _ -> throw new Trouble(CollectRun.Outcome.NO_HOST, host);
                case Answer.Trouble<InetAddress>(var text) -> throw new Trouble(CollectRun.Outcome.NO_ANSWER, text);
            };
        }
    }

    /// Addresses that people of the house must not reach through it: its own, and those behind its firewall (RFC 1918, RFC 4193, RFC 6598).
    static boolean inner(InetAddress address) {
        var octets = address.getAddress();
        boolean unique = address instanceof Inet6Address && (octets[0] & 0xfe) == 0xfc;
        boolean shared = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xc0) == 64;
        return unique || shared || address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress();
    }

    /// A password passes only to the host that was named.
    private void secure(Wire wire, String host) throws IOException {
        try {
            var session = wire.startTls(tls, host);
            var fault = PeerCertificate.fault(session.getPeerCertificates(), host, trust);
            if (fault.isPresent()) throw new Trouble(CollectRun.Outcome.NO_TLS, fault.get());
        } catch (SSLException | IllegalStateException failed) {
            throw new Trouble(CollectRun.Outcome.NO_TLS, String.valueOf(failed.getMessage()));
        }
    }

    /// Any failure of a session, as its owner can be told.
    static Trouble told(IOException failed) {
        return switch (failed) {
            case Trouble known -> known;
            case SocketTimeoutException _ -> new Trouble(CollectRun.Outcome.NO_ANSWER, "no answer in time");
            case SSLException tls -> new Trouble(CollectRun.Outcome.NO_TLS, String.valueOf(tls.getMessage()));
            case EOFException _ -> new Trouble(CollectRun.Outcome.BROKE_OFF, "the connection was ended");
            case Flood _ -> new Trouble(CollectRun.Outcome.BROKE_OFF, "an endless line");
            default -> new Trouble(CollectRun.Outcome.BROKE_OFF, String.valueOf(failed.getMessage()));
        };
    }
}
