package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.account.Reserved;
import org.posthouse.account.SetUp;
import org.posthouse.account.SetUp.Outcome;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Choice;
import org.posthouse.form.Kind;
import org.posthouse.security.Patience;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;
import org.posthouse.web.auth.Entrance;
import org.posthouse.web.ui.FormView.Input;
import org.posthouse.web.ui.PageServlet;

/// The first page of a new house, and the way back for a postmaster who lost the password: both open with the code on the console.
@WebServlet("/set-up") public class SetUpServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String BUNDLE = "set-up";
    private static final int MAX_TYPED = 320;

    @Inject transient SetUp setUp;
    @Inject transient Settings settings;
    @Inject transient HostName hostName;
    @Inject transient Domains domains;
    @Inject transient UnitOfWork unitOfWork;
    @Inject transient Entrance entrance;
    @Inject transient Accounts accounts;

    /// @param fresh   there is no domain yet, so there is more to ask than a password
    /// @param general faults of no field
    public record Model(boolean fresh, List<Input> inputs, List<String> general) { }

    private record Typed(String language, String code, String hostname, String domain, String people, String password, String again) { }

    /// Where the first accounts come from; the next page asks for them.
    private enum People {
        LATER(""), MACHINE("/admin/system-users"), FILE("/admin/import-accounts");

        private final String path;

        People(String path) { this.path = path; }

        private String key() { return name().toLowerCase(Locale.ROOT); }

        private static People of(String key) { return Arrays.stream(values()).filter(p -> p.key().equals(key)).findFirst().orElse(LATER); }
    }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!setUp.isOpen()) {
            redirect(response, "/sign-in");
            return;
        }
        var host = hostName.now().contains(".") ? hostName.now() : "";                // localhost is nobody's answer
        var guess = host.startsWith("mail.") ? host.substring(5) : host;
        form(request, response, 200, new Typed(texts(request).language().tag(), offered(field(request, "code")), host, guess, People.LATER.key(), "", ""), List.of());
    }

    /// The link on the console brings the code along.
    private static String offered(String code) { return code.matches("[A-Za-z0-9-]{1,40}") ? code : ""; }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var typed = new Typed(field(request, "house-language"), field(request, "code"), field(request, "hostname"), field(request, "domain"), field(request, "people"),
                secret(request, "password"), secret(request, "again"));
        boolean fresh = fresh();
        try {
            checked(typed, fresh);
            switch (setUp.complete(client(request), typed.code, fresh ? Optional.of(typed.domain) : Optional.empty(), typed.password)) {
                case Outcome.Done() -> done(request, response, typed, fresh);
                case Outcome.NotNeeded() -> redirect(response, "/sign-in");
                case Outcome.Busy() -> form(request, response, 429, typed, List.of(new Fault("", "the server is busy; try again in a moment")));
                case Outcome.WrongCode(var delay) -> {
                    boolean waited = Patience.sitOut(delay);
                    form(request, response, waited ? 403 : 429, typed, List.of(new Fault("code", "is not the code on the console")));
                }
            }
        } catch (Rejected rejected) {
            form(request, response, 422, typed, rejected.faults());
        }
    }

    private void done(HttpServletRequest request, HttpServletResponse response, Typed typed, boolean fresh) throws IOException {
        if (fresh) unitOfWork.run(() -> settings.change(Map.of("house.hostname", Optional.of(typed.hostname), "house.language", Optional.of(typed.language)), Optional.empty()));
        long postmaster = reading(() -> accounts.find(Reserved.POSTMASTER.local()).orElseThrow().id());
        entrance.admit(request, response, client(request), postmaster);
        var people = People.of(typed.people);
        if (!fresh) redirect(response, "/admin/");
        else redirect(response, people == People.LATER ? "/admin/dns-records/" + DomainKey.required("domain", typed.domain) : people.path);
    }

    private static void checked(Typed typed, boolean fresh) {
        var faults = new ArrayList<Fault>();
        if (typed.code.isBlank()) faults.add(new Fault("code", "is needed"));
        if (fresh && DomainKey.of(typed.hostname).isEmpty()) faults.add(new Fault("hostname", "must be a host name of letters, digits, dots and hyphens, such as mail.example.org"));
        if (fresh && DomainKey.of(typed.domain).filter(d -> d.name().contains(".")).isEmpty()) faults.add(new Fault("domain", "must be a domain such as example.org"));
        if (!typed.password.equals(typed.again)) faults.add(new Fault("again", "is not the same as above"));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
    }

    private static InetAddress client(HttpServletRequest request) { return InetAddress.ofLiteral(request.getRemoteAddr().replaceFirst("%.*", "")); }

    private boolean fresh() { return domains.local().first().isEmpty(); }

    private void form(HttpServletRequest request, HttpServletResponse response, int status, Typed typed, List<Fault> faults) throws IOException {
        var texts = texts(request);
        boolean fresh = fresh();
        var inputs = new ArrayList<Input>();
        inputs.add(input("code", Kind.LINE, typed.code, texts, faults, "off", List.of()));
        if (fresh) {
            inputs.add(input("house-language", Kind.CHOICE, typed.language, texts, faults, "off", Arrays.stream(Language.values()).map(l -> new Choice(l.tag(), l.title())).toList()));
            inputs.add(input("hostname", Kind.LINE, typed.hostname, texts, faults, "off", List.of()));
            inputs.add(input("domain", Kind.LINE, typed.domain, texts, faults, "off", List.of()));
            inputs.add(input("people", Kind.CHOICE, typed.people, texts, faults, "off", Arrays.stream(People.values()).map(p -> new Choice(p.key(), texts.get(BUNDLE, "people." + p.key()))).toList()));
        }
        inputs.add(input("password", Kind.SECRET, "", texts, faults, "new-password", List.of()));
        inputs.add(input("again", Kind.SECRET, "", texts, faults, "new-password", List.of()));
        var shown = inputs.stream().map(Input::name).toList();
        show(request, response, status, "user/set-up.jte", new Model(fresh, inputs, faults.stream().filter(f -> !shown.contains(f.field())).map(texts::fault).toList()));
    }

    private static Input input(String name, Kind kind, String value, Texts texts, List<Fault> faults, String autocomplete, List<Choice> choices) {
        return Input.of(BUNDLE, name, kind, List.of(value), choices, faults, autocomplete, texts);
    }

    private static String field(HttpServletRequest request, String name) {
        var text = request.getParameter(name);
        return text == null ? "" : text.strip().substring(0, Math.min(text.strip().length(), MAX_TYPED));
    }

    /// As typed: spaces count.
    private static String secret(HttpServletRequest request, String name) {
        var text = request.getParameter(name);
        return text == null || text.length() > 1024 ? "" : text;
    }
}
