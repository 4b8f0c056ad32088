package org.posthouse.smtpclient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.posthouse.routing.Route.Tls;
import org.posthouse.wire.Wire;

/// From the greeting to where mail may be offered: EHLO or HELO, STARTTLS (RFC 3207), AUTH (RFC 4954).
final class Introduction {
    private static final String GREETING = "before its greeting";
    private final SmtpClient client;
    private final Call call;
    private final Wire wire;
    private final String withoutTls;
    private final SmtpSession session;
    private String stage = GREETING;

    /// What came of it.
    sealed interface Result {
        Opening opening();
    }

    private record Done(Opening opening) implements Result { }

    /// TLS was wished for and broke: the connection is of no use any more, another one without TLS may be.
    record NoTls(String why) implements Result {
        @Override public Opening opening() { return new Opening.Failed(Response.own("4.7.5", "TLS failed: " + why), "plain, TLS failed: " + why); }
    }

    /// The server is of no use.
    private static final class Useless extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Result result;

        Useless(Result result) {
            super(null, null, false, false);
            this.result = result;
        }
    }

    /// @param withoutTls why TLS is not even tried; empty to try it
    Introduction(SmtpClient client, Call call, Wire wire, String withoutTls) {
        this.client = client;
        this.call = call;
        this.wire = wire;
        this.withoutTls = withoutTls;
        this.session = new SmtpSession(wire, client.patience);
    }

    Introduction secured(String how) {
        session.secured(how);
        return this;
    }

    Result run() {
        try {
            boolean first = call.tls() != Tls.NONE && call.server().port() == client.tlsFirst;
            if (first) verify(handshake());
            var greeting = session.reply(client.patience.greeting());
            if (!greeting.taken()) throw useless(greeting);
            stage = "when it was greeted";
            hello();
            if (call.tls() != Tls.NONE && !first) secure();
            if (call.login().isPresent()) signIn(call.login().get().name(), call.login().get().password());
            return new Done(new Opening.Ready(session));
        } catch (Useless useless) {
            if (useless.result instanceof NoTls) session.cut();
            else session.close();
            return useless.result;
        } catch (IOException broken) {
            session.cut();
            return new Done(new Opening.Failed(SmtpSession.broken(broken, stage), session.tls()));
        } catch (RuntimeException ours) {
            session.cut();
            throw ours;
        }
    }

    private Useless useless(Response why) { return new Useless(new Done(new Opening.Failed(why, session.tls()))); }

    private void hello() throws IOException, Useless {
        var response = session.ask("EHLO " + call.name(), client.patience.command());
        if (response.never()) {                                          // RFC 5321 §3.2: a server from before extensions
            response = session.ask("HELO " + call.name(), client.patience.command());
            session.offers(Extensions.NONE);
        } else if (response.taken()) {
            session.offers(Extensions.read(response.lines()));
        }
        if (!response.taken()) throw useless(response);
    }

    private void secure() throws IOException, Useless {
        boolean must = call.tls() != Tls.OFFERED;
        if (!withoutTls.isEmpty()) {
            session.secured("plain, TLS failed: " + withoutTls);
            return;
        }
        if (!session.extensions().startTls()) {
            if (must) throw useless(Response.own("4.7.4", "The route demands TLS, and " + call.server().host() + " does not offer it"));
            return;
        }
        stage = "when TLS was asked for";
        var response = session.ask("STARTTLS", client.patience.command());
        if (!response.taken()) {
            session.secured("plain, TLS failed: " + response.code() + " " + response.text());
            if (must || response.closing()) throw useless(must ? Response.own("4.7.4", "The route demands TLS, and " + call.server().host() + " says: " + response.code() + " " + response.text()) : response);
            return;
        }
        try {
            verify(handshake());
            hello();                                                                            // RFC 3207 §4.2: what was offered in clear counts for nothing
        } catch (IOException broken) {
            throw noTls(broken);                                                                // with TLS 1.3 some servers end it only now
        }
    }

    private void verify(Optional<String> fault) throws Useless {
        if (fault.isPresent() && call.tls() == Tls.VERIFIED) throw useless(Response.own("4.7.5", "The route demands a good certificate, and that of " + call.server().host() + " is not: " + fault.get()));
    }

    /// @return what is wrong with the certificate
    private Optional<String> handshake() throws Useless {
        try {
            if (wire.hasInput()) throw new IOException("the server went on in clear");        // RFC 3207 §5: somebody may have put it there
            wire.timeout(client.patience.tls());
            var tls = wire.startTls(client.context, call.server().host());
            var fault = PeerCertificate.fault(tls.getPeerCertificates(), call.server().host(), client.trust);
            session.secured(tls.getProtocol() + fault.map(why -> ", certificate not good: " + why).orElse(""));
            return fault;
        } catch (IOException broken) {
            throw noTls(broken);
        }
    }

    private Useless noTls(IOException broken) {
        var why = Optional.ofNullable(broken.getMessage()).orElse("the server ended the connection");
        session.secured("plain, TLS failed: " + why);
        session.cut();
        if (call.server().port() == client.tlsFirst) return useless(Response.own("4.7.5", "TLS failed with " + call.server().host() + ": " + why));
        return call.tls() == Tls.OFFERED ? new Useless(new NoTls(why)) : useless(Response.own("4.7.5", "The route demands TLS, and it failed with " + call.server().host() + ": " + why));
    }

    /// What a wrong password ends is the connection and not the mail: it is the administrator's mistake, not the sender's.
    private void signIn(String name, String password) throws IOException, Useless {
        stage = "at the sign-in";
        if (!session.tls().startsWith("TLS")) throw useless(Response.own("4.7.0", "The route has a login, which goes out under TLS only, and there is none with " + call.server().host()));
        Response response;
        if (session.extensions().auth().contains("PLAIN")) {                                    // RFC 4616
            response = session.ask("AUTH PLAIN " + base64("\0" + name + "\0" + password), client.patience.command());
        } else if (session.extensions().auth().contains("LOGIN")) {
            response = session.ask("AUTH LOGIN", client.patience.command());
            if (response.code() == 334) response = session.ask(base64(name), client.patience.command());
            if (response.code() == 334) response = session.ask(base64(password), client.patience.command());
        } else {
            throw useless(Response.own("4.7.0", "The route has a login, and " + call.server().host() + " offers neither AUTH PLAIN nor AUTH LOGIN"));
        }
        if (!response.taken()) throw useless(new Response(response.code(), "4.7.8", java.util.List.of("The server does not take the route's login: " + response.code() + " " + response.text())));
    }

    private static String base64(String text) { return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)); }
}
