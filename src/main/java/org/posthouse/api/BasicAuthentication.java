package org.posthouse.api;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.account.Door;
import org.posthouse.account.People;
import org.posthouse.account.Role;
import org.posthouse.account.SignInDecision.Busy;
import org.posthouse.account.SignInDecision.Denied;
import org.posthouse.account.SignInDecision.Granted;
import org.posthouse.account.SignInDecision.Half;
import org.posthouse.account.SignInDesk;
import org.posthouse.appliance.ConsolePass;
import org.posthouse.domain.Administrators;
import org.posthouse.domain.Domains;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Signs every call in by HTTP Basic (RFC 7617), at the same desk as mail programs, or by a token (RFC 6750), or answers 401. The `posthouse` command has a pass of its own. An account with a second factor has its tokens only.
@Provider @Priority(Priorities.AUTHENTICATION) public class BasicAuthentication implements ContainerRequestFilter {
    private static final System.Logger LOG = System.getLogger(BasicAuthentication.class.getName());
    private static final int MAX_HEADER = 8192;

    private record Credentials(String login, String password) { }

    @Inject SignInDesk desk;
    @Inject Domains domains;
    @Inject People people;
    @Inject Administrators administrators;
    @Inject Settings settings;
    @Inject ConsolePass console;
    @Context HttpServletRequest request;
    @Context ResourceInfo resource;

    @Override public void filter(ContainerRequestContext context) {
        if (!Client.confidential(request)) {
            context.abortWith(Problem.of(403, "passwords travel over TLS only; use https"));
            return;
        }
        if (resource.getResourceMethod() != null && resource.getResourceMethod().isAnnotationPresent(OpenToAll.class)) return;
        var header = context.getHeaderString(HttpHeaders.AUTHORIZATION);
        var token = token(header);
        var given = credentials(header);
        if (token.isEmpty() && given.isEmpty()) {
            context.abortWith(unauthorized("sign in with an account's address and password, or with a token"));
            return;
        }
        var client = Client.address(request);
        if (token.filter(t -> console.opens(t, client)).isPresent()) {
            context.setSecurityContext(new SignedIn(new Caller(console.account(), "postmaster", Role.POSTMASTER), request.isSecure(), "Bearer"));
            return;
        }
        switch (token.map(t -> desk.token(client, t)).orElseGet(() -> desk.password(Door.API, client, domains.local().separated(Client.here(request), given.get().login), given.get().password))) {
            case Granted(var account, var address, var role) -> {
                if (lacksSecondFactor(account, role)) context.abortWith(Problem.of(403, "administrators need a second factor here; set one up in a browser, then use a token"));
                else context.setSecurityContext(new SignedIn(new Caller(account, address, role), request.isSecure(), token.isPresent() ? "Bearer" : SecurityContext.BASIC_AUTH));
            }
            case Half _ -> throw new IllegalStateException("half a sign-in at the API");
            case Busy() -> throw Refused.busy();
            case Denied(var delay) -> {
                LOG.log(Level.INFO, "event=api-sign-in-denied client={0} delay={1}", request.getRemoteAddr(), delay);
                Client.sitOut(delay);
                context.abortWith(unauthorized(token.isPresent() ? "no such token" : "wrong address or password"));
            }
        }
    }

    private static Response unauthorized(String detail) {
        return Problem.builder(401, detail, List.of()).header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"posthouse\", charset=\"UTF-8\"").build();   // RFC 7617 §2.1
    }

    private boolean lacksSecondFactor(long account, Role role) {
        return (role == Role.POSTMASTER || !administrators.domainsOf(account).isEmpty()) && settings.now().flag(Setting.SECOND_FACTOR) && !people.find(account).map(People.Person::secondFactor).orElse(false);
    }

    private static Optional<String> token(String header) {
        return header == null || header.length() > MAX_HEADER || !header.toLowerCase(Locale.ROOT).startsWith("bearer ") ? Optional.empty() : Optional.of(header.substring(7).strip());
    }

    private static Optional<Credentials> credentials(String header) {
        if (header == null || header.length() > MAX_HEADER || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) return Optional.empty();
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');                               // RFC 7617 §2: none in the user-id
            return colon < 1 ? Optional.empty() : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private record SignedIn(Caller caller, boolean secure, String scheme) implements SecurityContext {
        @Override public Principal getUserPrincipal() { return caller; }

        @Override public boolean isUserInRole(String role) { return Role.of(role).filter(caller.role()::equals).isPresent(); }

        @Override public boolean isSecure() { return secure; }

        @Override public String getAuthenticationScheme() { return scheme; }
    }
}
