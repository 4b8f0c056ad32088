package org.posthouse.web.ui;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Definition;
import org.posthouse.form.Effect;
import org.posthouse.form.Forms.Sent;
import org.posthouse.form.Key;
import org.posthouse.form.Kind;
import org.posthouse.form.Opened;
import org.posthouse.form.Part;
import org.posthouse.form.Result;
import org.posthouse.form.Scope;
import org.posthouse.form.Subject;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Lists;
import org.posthouse.security.KeyRing;
import org.posthouse.text.Texts;

/// Shows every form and takes it: `/admin/<form>[/<key>]` for administrators, `/account/<form>[/<key>]` for people themselves; those about a mailing list at the list's own pages, see [ListVisit#form].
@WebServlet(name = FormServlet.NAME, urlPatterns = {"/admin/*", "/account/*"}) @MultipartConfig(maxFileSize = 8 << 20, maxRequestSize = 10 << 20, fileSizeThreshold = 10 << 20)
public class FormServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    static final String NAME = "forms";
    /// Request attribute, [OfAList].
    static final String OF_A_LIST = OfAList.class.getName();
    private static final String TEMPLATE = "form/form.jte";
    private static final String VERSION = "_version";
    private static final String SEALED = "_sealed";
    private static final String BACK = "_back";
    private static final String PREVIEW = "_preview";
    private static final int MAX_SEALED = 16 << 20;

    @Inject transient KeyRing keys;
    @Inject transient Lists lists;

    /// Where a request goes.
    private record Target(String side, String form, Key key, String path) {
        boolean own() { return side.equals("/account/"); }
    }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null) {
            redirect(response, request.getServletPath() + "/");
            return;
        }
        var who = subject(request);
        var elsewhere = ofAList(request);
        if (elsewhere.isPresent()) {
            redirect(response, elsewhere.get());
            return;
        }
        var target = target(request, who);
        var opened = forms.open(who, target.form, key(who, target));
        var texts = texts(request);
        if (request.getAttribute(Visit.TRAVEL) instanceof Map<?, ?> travelled) {
            form(request, response, 200, target, opened, typed(opened, parameters(travelled)), List.of(), texts.get("frame", "travelled"));
            return;
        }
        form(request, response, 200, target, opened, Map.of(), List.of(), request.getParameter("done") == null ? "" : texts.get(target.form, "done", opened.name()));
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        var who = subject(request);
        if (!Visit.genuine(request)) {
            show(request, response, 403, "layout/refusal.jte", 4031);
            return;
        }
        var target = target(request, who);
        var key = key(who, target);
        var opened = forms.open(who, target.form, key);
        var sealed = request.getParameter(SEALED);
        var typed = sealed == null ? typed(request, opened) : unseal(who, target, sealed);
        var version = Optional.ofNullable(request.getParameter(VERSION)).filter(v -> !v.isEmpty());
        if (request.getParameter(BACK) != null || request.getParameter(PREVIEW) != null) {
            form(request, response, 200, target, opened, typed, List.of(), "");
            return;
        }
        try {
            switch (forms.apply(who, target.form, key, new Sent(typed, version, sealed != null, 0))) {
                case Result.Confirm(var effects) -> confirm(request, response, target, opened, typed, effects, who);
                case Result.Done done -> done(request, response, target, opened, done);
            }
        } catch (Rejected rejected) {
            refused(request, response, target, opened, typed, rejected);
        }
    }

    private void refused(HttpServletRequest request, HttpServletResponse response, Target target, Opened opened, Map<String, List<String>> typed, Rejected why) throws IOException {
        boolean stale = why.kind() == Rejected.Kind.STALE;
        form(request, response, stale ? 409 : 422, target, opened, typed, stale ? List.of() : why.faults(), stale ? texts(request).get("frame", "stale") : "");
    }

    private void form(HttpServletRequest request, HttpServletResponse response, int status, Target target, Opened opened, Map<String, List<String>> typed, List<Fault> faults, String notice) throws IOException {
        var texts = texts(request);
        var all = new LinkedHashMap<>(typed);
        if (!typed.isEmpty()) all.putAll(forms.shown(subject(request), target.form, opened.key(), typed));
        show(request, response, status, TEMPLATE, FormView.of(opened, texts, target.path, all, faults, notice, List.of(), "", target.own() ? List.of() : FormView.others(opened, texts, target.side)));
    }

    private void confirm(HttpServletRequest request, HttpServletResponse response, Target target, Opened opened, Map<String, List<String>> typed, List<Effect> effects, Subject who) throws IOException {
        var texts = texts(request);
        var sentences = effects.stream().map(e -> texts.get(target.form, e.text(), e.arguments().toArray())).toList();
        show(request, response, 200, TEMPLATE, FormView.of(opened, texts, target.path, typed, List.of(), "", sentences, seal(who, target, typed), List.of()));
    }

    private void done(HttpServletRequest request, HttpServletResponse response, Target target, Opened opened, Result.Done done) throws IOException {
        var applied = done.applied();
        if (applied.reveal().isPresent()) {
            show(request, response, 200, "form/revealed.jte", new Revealed(texts(request).get(target.form, "title", applied.name()), texts(request).get(target.form, "done", applied.name()), applied.reveal().get(),
                    applied.next().orElse(target.own() ? "/account/" : "/admin/")));
            return;
        }
        var next = applied.next().orElse(applied.key().isNone() && !target.key.isNone() || opened.definition().creates() ? target.side : target.path);
        redirect(response, next + (next.contains("?") ? "&" : "?") + "done=" + done.change());
    }

    /// A secret that is shown once.
    public record Revealed(String title, String lead, String secret, String next) { }

    /// Forms about lists are at the lists' own pages, wherever they are asked for.
    private Optional<String> ofAList(HttpServletRequest request) {
        var words = request.getPathInfo().split("/", 3);
        if (request.getAttribute(OF_A_LIST) != null || words.length < 3 || forms.find(words[1]).filter(form -> form.scope() == Scope.LIST).isEmpty()) return Optional.empty();
        var key = new Key(words[2]);
        var side = forms.find(words[1]).get().who().equals(List.of(org.posthouse.form.Audience.SELF)) ? "me/" : "admin/";
        return lists.now().find(Standings.id(key)).map(list -> ListVisit.path(list, side + words[1].replaceFirst("^list-", "") + (Standings.rest(key).isEmpty() ? "" : "/" + Standings.rest(key).replace('.', '/'))));
    }

    /// A form about a list that a page of the list hands on.
    ///
    /// @param side what its path begins with
    record OfAList(String form, Key key, String side) { }

    private Target target(HttpServletRequest request, Subject who) {
        if (request.getAttribute(OF_A_LIST) instanceof OfAList list) return new Target(list.side, list.form, list.key, Visit.path(request));
        var side = request.getServletPath() + "/";
        var rest = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        int slash = rest.indexOf('/');
        var form = slash < 0 ? rest : rest.substring(0, slash);
        var key = new Key(slash < 0 ? "" : rest.substring(slash + 1));
        var definition = forms.find(form).orElseThrow(() -> Rejected.absent("form", "there is no such form"));
        boolean keyless = definition.creates() || definition.scope() == Scope.HOUSE || side.equals("/account/") && definition.scope() == Scope.ACCOUNT;
        if (definition.scope() == Scope.LIST || keyless != key.isNone() || key.text().length() > 200 || !here(definition, side, who)) throw Rejected.absent("form", "there is no such form");
        return new Target(side, form, key, Visit.path(request));
    }

    /// What people do about themselves is not among the pages of administrators, nor the other way round.
    private static boolean here(Definition<?> definition, String side, Subject who) {
        boolean self = definition.who().contains(org.posthouse.form.Audience.SELF);
        return side.equals("/account/") ? self : definition.scope() == Scope.ACCOUNT && !definition.creates() ? who.isAdministrator() : !self || definition.who().size() > 1;
    }

    private static Key key(Subject who, Target target) { return target.own() && target.key.isNone() ? Key.of(who.account()) : target.key; }

    private static Map<String, String[]> parameters(Map<?, ?> travelled) {
        var parameters = new TreeMap<String, String[]>();
        travelled.forEach((name, values) -> parameters.put((String) name, (String[]) values));
        return parameters;
    }

    private static Map<String, List<String>> typed(HttpServletRequest request, Opened opened) throws IOException, ServletException {
        var typed = typed(opened, request.getParameterMap());
        if (request.getContentType() == null || !request.getContentType().startsWith("multipart/")) return typed;
        for (var part : opened.parts()) {
            var file = part.kind() == Kind.FILE ? request.getPart(part.name() + ".file") : null;
            if (file != null && file.getSize() > 0) typed.put(part.name(), List.of(new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
        }
        return typed;
    }

    /// Each part that they see: a flag that is not sent is off.
    private static Map<String, List<String>> typed(Opened opened, Map<String, String[]> parameters) {
        var typed = new LinkedHashMap<String, List<String>>();
        for (var part : opened.parts()) {
            if (part.kind().isShown()) continue;
            if (part.kind() == Kind.ROWS) typed.put(part.name(), rows(part, parameters));
            else if (part.kind() == Kind.LINES) typed.put(part.name(), Optional.ofNullable(parameters.get(part.name())).map(v -> String.join("\n", v).lines().map(String::strip).filter(l -> !l.isEmpty()).toList()).orElse(List.of()));
            else if (parameters.containsKey(part.name())) typed.put(part.name(), List.of(parameters.get(part.name())[0]));
            else if (part.kind() == Kind.FLAG) typed.put(part.name(), List.of("false"));
        }
        return typed;
    }

    private static List<String> rows(Part part, Map<String, String[]> parameters) {
        var rows = new TreeMap<Integer, Map<String, String>>();
        parameters.forEach((name, values) -> {
            var pieces = name.split("\\.");
            if (pieces.length == 3 && pieces[0].equals(part.name()) && pieces[1].matches("\\d{1,4}")) rows.computeIfAbsent(Integer.valueOf(pieces[1]), _ -> new LinkedHashMap<>()).put(pieces[2], values[0]);
        });
        return rows.values().stream().filter(part::isFilled).map(Part::row).toList();
    }

    private String seal(Subject who, Target target, Map<String, List<String>> typed) {
        var json = Json.createObjectBuilder();
        typed.forEach((name, values) -> json.add(name, Json.createArrayBuilder(values)));
        return keys.seal(purpose(who, target), json.build().toString());
    }

    private Map<String, List<String>> unseal(Subject who, Target target, String sealed) {
        var text = sealed.length() > MAX_SEALED ? Optional.<String>empty() : keys.open(purpose(who, target), sealed);
        var typed = new LinkedHashMap<String, List<String>>();
        try (var reader = Json.createReader(new StringReader(text.orElseThrow(() -> Rejected.absent("form", "there is no such form"))))) {
            reader.readObject().forEach((name, values) -> typed.put(name, values.asJsonArray().getValuesAs(JsonString.class).stream().map(JsonString::getString).toList()));
        }
        return typed;
    }

    private static String purpose(Subject who, Target target) { return "confirm " + who.account() + " " + target.path; }
}
