package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.account.IssuedSecrets;
import org.posthouse.account.IssuedSecrets.Issued;
import org.posthouse.account.SecondFactors;
import org.posthouse.account.SignInLog;
import org.posthouse.form.Forms;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;
import org.posthouse.token.Tokens;
import org.posthouse.web.ui.PageServlet;

/// Password and devices: what opens this account, who is in it now, and who came or tried to.
@WebServlet("/account/devices") public class DevicesServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "devices";
    private static final int SIGN_INS = 50;

    @Inject transient IssuedSecrets secrets;
    @Inject transient SecondFactors factors;
    @Inject transient Tokens tokens;
    @Inject transient SignInLog log;
    @Inject transient Forms forms;
    @Inject transient Clock clock;

    /// @param lead     whether anything wants a look
    /// @param password, restricts, appPasswords, apiTokens whether the domain lets its people have that
    /// @param factor   a sentence about the second factor
    /// @param saved    a sentence about what was just done, or empty
    public record Devices(String lead, boolean password, boolean restricts, boolean appPasswords, boolean apiTokens, boolean twoSteps, String factor, List<Line> programs, List<Line> scripts, List<Browser> browsers,
                          List<SignIn> signIns, String saved) { }

    /// @param facts about when it was made, used and ends
    public record Line(long id, String name, String facts, boolean ended) { }

    public record Browser(String name, String client, Instant since, Instant used, boolean current) { }

    public record SignIn(Instant at, String door, String client, boolean granted, int times) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var texts = texts(request);
        var saved = text(request, "saved").equals("password") ? texts.get(TEXTS, "saved") : "";
        var offered = List.of("password", "own-restrictions", "app-password", "api-token").stream().filter(form -> forms.isOffered(who, form, Key.of(who.account()))).collect(Collectors.toSet());
        show(request, response, "user/devices.jte", reading(() -> of(who, texts, offered, saved)));
    }

    private Devices of(Subject who, Texts texts, Set<String> offered, String saved) {
        long account = who.account();
        var issued = secrets.of(account);
        var signIns = log.recent(account, SIGN_INS).stream().map(e -> new SignIn(e.last(), texts.get(TEXTS, "door." + e.door().label()), e.client(), e.granted(), e.times())).toList();
        boolean two = factors.isOn(account);
        return new Devices(lead(signIns, texts), offered.contains("password"), offered.contains("own-restrictions"), offered.contains("app-password"), offered.contains("api-token"), two,
                two ? texts.get(TEXTS, "factor.on", factors.recoveryCodes(account)) : texts.get(TEXTS, "factor.off"), lines(issued, IssuedSecrets.Kind.APP_PASSWORD, who, texts), lines(issued, IssuedSecrets.Kind.API_TOKEN, who, texts),
                tokens.of(account).stream().map(t -> new Browser(browser(t.agent(), texts), t.client(), t.created(), t.lastUsed(), t.current())).toList(), signIns, saved);
    }

    /// Refused attempts of the last week are what this page is opened for.
    private String lead(List<SignIn> signIns, Texts texts) {
        var week = clock.instant().minus(Duration.ofDays(7));
        int refused = signIns.stream().filter(s -> !s.granted && s.at.isAfter(week)).mapToInt(SignIn::times).sum();
        return refused == 0 ? texts.get(TEXTS, "lead.quiet") : texts.get(TEXTS, "lead.refused", refused);
    }

    private List<Line> lines(List<Issued> issued, IssuedSecrets.Kind kind, Subject who, Texts texts) {
        return issued.stream().filter(i -> i.kind() == kind).map(i -> new Line(i.id(), i.name(), facts(i, who, texts), i.expires().filter(e -> !clock.instant().isBefore(e)).isPresent())).toList();
    }

    private static String facts(Issued issued, Subject who, Texts texts) {
        var made = texts.get(TEXTS, "made", texts.time(issued.created(), who.zone()));
        var used = issued.lastUsed().map(at -> texts.get(TEXTS, "used", texts.time(at, who.zone()))).orElseGet(() -> texts.get(TEXTS, "unused"));
        return made + " " + used + issued.expires().map(at -> " " + texts.get(TEXTS, "ends", texts.time(at, who.zone()))).orElse("");
    }

    /// The two words that people know of a User-Agent; browsers claim to be all others too, so the order matters.
    static String browser(String agent, Texts texts) {
        var text = agent.toLowerCase(Locale.ROOT);
        var program = text.contains("firefox") ? "Firefox" : text.contains("edg") ? "Edge" : text.contains("opr/") ? "Opera" : text.contains("chrome") || text.contains("chromium") ? "Chrome" : text.contains("safari") ? "Safari" : "";
        var machine = text.contains("iphone") ? "iPhone" : text.contains("ipad") ? "iPad" : text.contains("android") ? "Android" : text.contains("windows") ? "Windows" : text.contains("mac os") ? "Mac" : text.contains("linux") ? "Linux" : "";
        if (!program.isEmpty() && !machine.isEmpty()) return texts.get(TEXTS, "browser", program, machine);
        if (!program.isEmpty()) return program;
        return agent.isEmpty() ? texts.get(TEXTS, "browser.unknown") : agent.length() > 60 ? agent.substring(0, 60) + "…" : agent;
    }
}
