package org.posthouse.web.auth;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.posthouse.account.Door;
import org.posthouse.account.SecondFactors;
import org.posthouse.account.SignInDecision;
import org.posthouse.account.SignInDecision.Busy;
import org.posthouse.account.SignInDecision.Denied;
import org.posthouse.account.SignInDecision.Granted;
import org.posthouse.account.SignInDecision.Half;
import org.posthouse.account.SignInDesk;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Domains;
import org.posthouse.form.Subject;
import org.posthouse.form.Subjects;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Patience;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Visit;

/// Address and password, the second factor of who has one, and on to where they wanted to go.
@WebServlet("/sign-in") public class SignInServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger(SignInServlet.class.getName());
    private static final String HALF_PURPOSE = "half";
    private static final Duration HALF_GOOD_FOR = Duration.ofMinutes(5);

    /// Request attribute by [AccessFilter]: the path of a form that came after its session had ended.
    static final String ENDED = SignInServlet.class.getName() + ".ended";
    /// Request attribute by [AccessFilter]: what was typed in it, sealed.
    static final String TRAVEL = SignInServlet.class.getName() + ".travel";

    @Inject transient SignInDesk desk;
    @Inject transient Domains domains;
    @Inject transient SecondFactors factors;
    @Inject transient Entrance entrance;
    @Inject transient Subjects subjects;
    @Inject transient UnitOfWork unitOfWork;
    @Inject transient KeyRing keys;
    @Inject transient Clock clock;
    @Inject transient Travel travel;

    /// @param to     local path to go on to; empty for the landing page
    /// @param travel sealed form, or empty
    /// @param half   sealed first step, when the second is asked for; else empty
    /// @param notice key of a sentence above the form, or empty
    /// @param error  key of what went wrong, or empty
    public record View(String to, String travel, String half, String address, String notice, String error) {
        public boolean second() { return !half.isEmpty(); }
    }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var to = local(request.getParameter("to"));
        var visitor = Visit.subject(request);
        if (visitor.isPresent()) redirect(response, to.isEmpty() ? landing(visitor.get()) : to);
        else show(request, response, 200, new View(to, "", "", "", request.getParameter("out") != null ? "out" : "", ""));
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        if (request.getAttribute(ENDED) instanceof String path) {
            var sealed = request.getAttribute(TRAVEL) instanceof String s ? s : "";
            show(request, response, 403, new View(local(path), sealed, "", "", sealed.isEmpty() ? "ended" : "travels", ""));
            return;
        }
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {  // nobody is signed in as somebody by another site's page
            show(request, response, 403, "layout/refusal.jte", TurnedAwayServlet.FORGED);
            return;
        }
        var client = Proxies.address(request.getRemoteAddr());
        var half = request.getParameter("half");
        if (half == null || half.isEmpty()) first(request, response, client);
        else second(request, response, client, half);
    }

    private void first(HttpServletRequest request, HttpServletResponse response, InetAddress client) throws IOException, ServletException {
        var address = text(request, "address");
        var password = Optional.ofNullable(request.getParameter("password")).orElse("");
        answer(request, response, client, desk.password(Door.WEB, client, domains.local().separated(Proxies.address(request.getLocalAddr()), address), password), address, "", "wrong");
    }

    private void second(HttpServletRequest request, HttpServletResponse response, InetAddress client, String half) throws IOException, ServletException {
        var account = opened(half, client);
        if (account.isEmpty()) {
            show(request, response, 403, new View(local(request.getParameter("to")), sealed(request), "", "", "ended", ""));
            return;
        }
        boolean right = unitOfWork.call(() -> factors.passes(account.get(), text(request, "code")));
        answer(request, response, client, desk.second(client, account.get(), right), "", half, "code-wrong");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, InetAddress client, SignInDecision decision, String address, String half, String wrong) throws IOException, ServletException {
        var to = local(request.getParameter("to"));
        switch (decision) {
            case Granted granted -> enter(request, response, client, granted, to);
            case Half(var account, var _) -> show(request, response, 200, new View(to, sealed(request), half(account, client), "", "", ""));
            case Busy() -> show(request, response, 429, new View(to, sealed(request), half, address, "", "busy"));
            case Denied(var delay) -> {
                LOG.log(Level.INFO, "event=web-sign-in-denied client={0} delay={1}", client.getHostAddress(), delay);
                boolean waited = Patience.sitOut(delay);
                show(request, response, waited ? 403 : 429, new View(to, sealed(request), half, address, "", waited ? wrong : "busy"));
            }
        }
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, InetAddress client, Granted granted, String to) throws IOException, ServletException {
        var secret = entrance.admit(request, response, client, granted.account());
        var subject = subjects.of(granted.account(), Visit.cookie(request, Visit.LANGUAGE).flatMap(Visit::spoken), client.getHostAddress(), Subject.Face.WEB).orElseThrow();
        var typed = travel.open(request.getParameter("travel")).filter(t -> t.account() == granted.account() && t.path().equals(to));
        if (typed.isPresent()) show(request, response, subject, secret, typed.get());
        else redirect(response, to.isEmpty() ? landing(subject) : to);
    }

    /// The form again, with what was typed, as if they had just opened it.
    private static void show(HttpServletRequest request, HttpServletResponse response, Subject subject, String secret, Travel.Typed typed) throws IOException, ServletException {
        Visit.begin(request, subject, secret);
        request.setAttribute(Visit.TRAVEL, typed.parameters());
        request.getServletContext().getRequestDispatcher(typed.path()).forward(new HttpServletRequestWrapper(request) {
            @Override public String getMethod() { return "GET"; }

            @Override public String getParameter(String name) { return null; }

            @Override public Map<String, String[]> getParameterMap() { return Map.of(); }
        }, response);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, int status, View view) throws IOException { show(request, response, status, "auth/sign-in.jte", view); }

    private static String landing(Subject subject) { return subject.isAdministrator() ? "/admin/" : "/account/"; }

    private static String sealed(HttpServletRequest request) { return Optional.ofNullable(request.getParameter("travel")).orElse(""); }

    /// Only pages that somebody has to sign in for, and never another host's.
    static String local(String to) {
        if (to == null || to.length() > 2000 || to.codePoints().anyMatch(c -> c < ' ' || c == '\\' || c > '~') || to.contains("//")) return "";
        var path = to.replaceFirst("[?#].*", "");
        return Verdict.under(path, "/account") || Verdict.under(path, "/admin") || Verdict.under(path, "/lists") ? to : "";
    }

    private String half(long account, InetAddress client) { return keys.seal(HALF_PURPOSE, account + " " + clock.instant() + " " + client.getHostAddress()); }

    private Optional<Long> opened(String half, InetAddress client) {
        if (half.length() > 1000) return Optional.empty();
        return keys.open(HALF_PURPOSE, half).map(text -> text.split(" ")).filter(f -> f[2].equals(client.getHostAddress()) && clock.instant().isBefore(Instant.parse(f[1]).plus(HALF_GOOD_FOR))).map(f -> Long.valueOf(f[0]));
    }
}
