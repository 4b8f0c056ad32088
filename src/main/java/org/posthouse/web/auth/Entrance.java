package org.posthouse.web.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Optional;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.token.Tokens;
import org.posthouse.web.ui.Visit;

/// Lets somebody in who has proved who they are: a session, and its cookie.
@ApplicationScoped public class Entrance {
    private static final System.Logger LOG = System.getLogger(Entrance.class.getName());
    static final String COOKIE = "posthouse";

    @Inject Tokens tokens;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    /// Ends the session that this browser had.
    ///
    /// @return the new session's secret
    public String admit(HttpServletRequest request, HttpServletResponse response, InetAddress client, long account) {
        var agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        Visit.cookie(request, COOKIE).flatMap(old -> tokens.find(old, client)).ifPresent(old -> unitOfWork.run(() -> tokens.end(old.id())));
        var secret = unitOfWork.call(() -> tokens.issue(account, client, agent));
        durability.await();
        LOG.log(Level.INFO, "event=web-signed-in account={0} client={1}", Long.toString(account), client.getHostAddress());
        response.addHeader("Set-Cookie", COOKIE + "=" + secret + "; Path=/; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : ""));
        return secret;
    }
}
