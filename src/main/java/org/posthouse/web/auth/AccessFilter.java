package org.posthouse.web.auth;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import org.posthouse.account.People;
import org.posthouse.appliance.ChallengeServlet;
import org.posthouse.database.UnitOfWork;
import org.posthouse.form.Subject;
import org.posthouse.form.Subjects;
import org.posthouse.list.MemberLinks;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.token.Tokens;
import org.posthouse.token.WebAccess;
import org.posthouse.web.ui.Visit;

/// Stands in front of every path: from where, who, and whether that path is theirs.
@WebFilter(urlPatterns = "/*", asyncSupported = true) public class AccessFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger(AccessFilter.class.getName());
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String YEAR = "31536000";

    @Inject transient Proxies proxies;
    @Inject transient WebAccess access;
    @Inject transient HttpsRedirect https;
    @Inject transient Tokens tokens;
    @Inject transient People people;
    @Inject transient Subjects subjects;
    @Inject transient Settings settings;
    @Inject transient UnitOfWork unitOfWork;
    @Inject transient Travel travel;
    @Inject transient OpenStore store;
    @Inject transient MemberLinks memberLinks;

    /// @param lacks an administrator who must set up a second factor before anything else
    private record Visitor(Subject subject, String secret, long token, boolean lacks) { }

    @Override protected void doFilter(HttpServletRequest sent, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var request = proxies.seen(sent);
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());     // before anybody reads a parameter
        var path = Visit.path(request);
        var client = Proxies.address(request.getRemoteAddr());
        guard(request, response, path);
        if (!store.isOpen() && !client.isLoopbackAddress() && !Verdict.under(path, "/health")) {
            starting(response);                                          // the web listens some seconds before there is a database to ask who may come
            return;
        }
        boolean listed = path.startsWith(ChallengeServlet.PATH) || access.admits(client);           // an authority comes from wherever it likes
        var covered = listed ? https.instead(request, path, client) : Optional.<String>empty();
        if (covered.isPresent()) {
            response.setStatus(307);                                     // RFC 9110 §15.4.8; not for good, since the setting can be taken back
            response.setHeader("Location", covered.get());
            return;
        }
        boolean anonymous = !listed || Verdict.under(path, "/api") || Verdict.under(path, "/assets") || Verdict.under(path, "/health") || Verdict.under(path, "/metrics") || Verdict.under(path, "/openapi");
        var visitor = anonymous ? Optional.<Visitor>empty() : visitor(request, client).or(() -> guest(request, path, client));
        visitor.ifPresent(v -> Visit.begin(request, v.subject, v.secret));
        language(request, response, anonymous);
        var verdict = Verdict.of(request.getMethod(), path, listed, request.isSecure() || client.isLoopbackAddress(), visitor.map(Visitor::subject), visitor.map(Visitor::lacks).orElse(false), () -> Visit.genuine(request));
        switch (verdict) {
            case PASS -> pass(request, response, chain, visitor);
            case CLOSED -> closed(response, client, path);
            case INSECURE -> page(request, response, TurnedAwayServlet.INSECURE);
            case SIGN_IN -> signIn(request, response, path);
            case FORBIDDEN -> page(request, response, TurnedAwayServlet.FORBIDDEN);
            case ENROL -> go(response, "/account/second-factor");
            case FORGED -> {
                LOG.log(Level.INFO, "event=web-form-forged client={0} account={1} path={2}", client.getHostAddress(), Long.toString(visitor.orElseThrow().subject.account()), printable(path));
                page(request, response, TurnedAwayServlet.FORGED);
            }
        }
    }

    private static void guard(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        if (request.isSecure() && !request.getServerName().equals("localhost")) response.setHeader("Strict-Transport-Security", "max-age=" + YEAR);    // RFC 6797 §8.1.1 exempts addresses
        if (Verdict.isPersonal(path)) response.setHeader("Cache-Control", "no-store");
    }

    private Optional<Visitor> visitor(HttpServletRequest request, InetAddress client) {
        var secret = Visit.cookie(request, Entrance.COOKIE).orElse("");
        var held = tokens.find(secret, client);
        if (held.isEmpty()) return Optional.empty();
        var person = people.find(held.get().account()).filter(p -> !p.locked());
        if (person.isEmpty()) return Optional.empty();
        if (held.get().worn()) unitOfWork.run(() -> tokens.touch(held.get().id(), client));
        var chosen = Visit.cookie(request, Visit.LANGUAGE).flatMap(Visit::spoken);
        return subjects.of(person.get().account(), chosen, client.getHostAddress(), Subject.Face.WEB)
                .map(s -> new Visitor(s, secret, held.get().id(), s.isAdministrator() && !person.get().secondFactor() && settings.now().flag(Setting.SECOND_FACTOR)));
    }

    /// A member of lists without an account, for the hour after a mailed link.
    private Optional<Visitor> guest(HttpServletRequest request, String path, InetAddress client) {
        var visit = Verdict.forGuests(path) ? Visit.cookie(request, GuestVisits.COOKIE) : Optional.<String>empty();
        return visit.flatMap(secret -> unitOfWork.call(() -> memberLinks.visitor(secret)).map(address -> new Visitor(subjects.guest(address.toString(), Visit.locale(request), client.getHostAddress()), secret, 0, false)));
    }

    /// `?language=` holds for the browser from then on.
    private static void language(HttpServletRequest request, HttpServletResponse response, boolean anonymous) {
        if (anonymous || !request.getMethod().equals("GET")) return;
        Visit.spoken(request.getParameter(Visit.LANGUAGE))
                .ifPresent(l -> response.addHeader("Set-Cookie", Visit.LANGUAGE + "=" + l.getLanguage() + "; Path=/; Max-Age=" + YEAR + "; SameSite=Lax" + (request.isSecure() ? "; Secure" : "")));
    }

    private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Optional<Visitor> visitor) throws IOException, ServletException {
        if (visitor.filter(one -> !one.subject.isGuest()).isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            ScopedValue.where(Tokens.CURRENT, visitor.get().token).call(() -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static void starting(HttpServletResponse response) throws IOException {
        response.setStatus(503);
        response.setHeader("Retry-After", "5");
        response.setContentType("text/plain; charset=US-ASCII");
        response.getOutputStream().print("This house is starting or stopping. Try again in a moment.\r\n");
    }

    private static void closed(HttpServletResponse response, InetAddress client, String path) throws IOException {
        LOG.log(Level.INFO, "event=web-refused client={0} path={1}", client.getHostAddress(), printable(path));
        response.setStatus(403);
        response.setHeader("Connection", "close");
        response.setContentType("text/plain; charset=US-ASCII");
        response.getOutputStream().print("The web of this house is not open to your network.\r\n");
    }

    private static void page(HttpServletRequest request, HttpServletResponse response, int why) throws IOException, ServletException {
        request.setAttribute(TurnedAwayServlet.WHY, why);
        request.getServletContext().getNamedDispatcher(TurnedAwayServlet.NAME).forward(request, response);
    }

    /// What was typed goes along when the form was of this browser's own session, which has ended.
    private void signIn(HttpServletRequest request, HttpServletResponse response, String path) throws IOException, ServletException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            var query = request.getQueryString();
            go(response, "/sign-in?to=" + java.net.URLEncoder.encode(path + (query == null ? "" : "?" + query), StandardCharsets.UTF_8));
            return;
        }
        var secret = Visit.cookie(request, Entrance.COOKIE).orElse("");
        request.setAttribute(SignInServlet.ENDED, path);
        if (request.getMethod().equals("POST") && Tokens.owner(secret).isPresent() && Visit.genuine(request, secret)) {
            var parameters = new TreeMap<>(request.getParameterMap());
            parameters.remove(Visit.TOKEN);
            travel.seal(new Travel.Typed(path, Tokens.owner(secret).get(), parameters)).ifPresent(sealed -> request.setAttribute(SignInServlet.TRAVEL, sealed));
        }
        request.getServletContext().getRequestDispatcher("/sign-in").forward(request, response);
    }

    private static void go(HttpServletResponse response, String path) {
        response.setStatus(303);
        response.setHeader("Location", path);
    }

    private static String printable(String path) { return (path.length() > 200 ? path.substring(0, 200) : path).replaceAll("[^ -~]", "?"); }
}
