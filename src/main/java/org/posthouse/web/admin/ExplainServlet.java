package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Subject;
import org.posthouse.routing.Addresses;
import org.posthouse.routing.Explained;
import org.posthouse.routing.Explainer.Question;
import org.posthouse.routing.Explainer.Said;
import org.posthouse.routing.Explanation;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Routing;
import org.posthouse.routing.Rule;
import org.posthouse.routing.Step;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// What would happen to a message: type who writes to whom from where, and see each rule that fires. No mail is sent.
@WebServlet("/admin/explain") public class ExplainServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "explain";

    @Inject transient Explanation explanation;
    @Inject transient Routing routing;

    /// @param fault what is wrong with what was typed; empty for nothing
    /// @param lead  the answer in a sentence; empty before anybody asked
    public record Answer(String recipient, String sender, String client, String fault, String lead, boolean taken, List<Judged> judged, List<Fired> fired, List<Ending> endings) { }

    /// @param path of the rule's form; null for none
    public record Judged(String verdict, String text, String rule, String path) { }

    /// @param depth from 1
    public record Fired(int depth, String kind, String name, String path, String from, List<String> to) { }

    /// @param lines more about it
    public record Ending(String text, boolean good, List<String> lines, String path) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        var texts = texts(request);
        var recipient = text(request, "recipient").strip();
        var sender = text(request, "sender").strip();
        var client = text(request, "client").strip();
        show(request, response, "admin/explain.jte", recipient.isEmpty() ? new Answer("", sender, client, "", "", true, List.of(), List.of(), List.of()) : answer(who, texts, recipient, sender, client));
    }

    private Answer answer(Subject who, Texts texts, String recipient, String sender, String client) {
        var to = Addresses.read(recipient);
        var from = Addresses.read(sender);
        var at = address(client);
        var fault = to.isEmpty() ? "fault.recipient" : from.isEmpty() && !sender.isEmpty() && !sender.equals("<>") ? "fault.sender" : at.isEmpty() && !client.isEmpty() ? "fault.client" : "";
        if (!fault.isEmpty()) return new Answer(recipient, sender, client, texts.get(TEXTS, fault), "", true, List.of(), List.of(), List.of());
        if (!who.isPostmaster() && !routing.domain(to.get()).map(domain -> who.administers(domain.id())).orElse(false)) throw new Forbidden();
        var told = explanation.of(new Question(to.get(), from, at), who::administers);
        var lead = texts.get(TEXTS, told.taken() ? told.ends().stream().allMatch(end -> end.problem().isEmpty()) ? "lead.taken" : "lead.partly" : "lead.refused", to.get());
        return new Answer(recipient, sender, client, "", lead, told.taken(), told.said().stream().map(one -> judged(one, texts)).toList(), told.steps().stream().map(step -> fired(step, texts)).toList(),
                endings(told, who, texts));
    }

    private static Optional<InetAddress> address(String typed) {
        try {
            return typed.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(typed));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static Judged judged(Said said, Texts texts) {
        return new Judged(texts.get(TEXTS, "verdict." + said.verdict().name().toLowerCase(Locale.ROOT)), said.text(), said.rule().name(), path(said.rule()));
    }

    private static Fired fired(Step step, Texts texts) {
        var to = new ArrayList<>(step.to());
        if (step.more() > 0) to.add(texts.get(TEXTS, "more", step.more()));
        return new Fired(step.depth() + 1, texts.get(TEXTS, "kind." + step.rule().label()), step.rule().name(), path(step.rule()), step.from().toString(), to);
    }

    private static String path(Rule rule) { return rule.path().isEmpty() ? null : rule.path(); }

    private static List<Ending> endings(Explained told, Subject who, Texts texts) {
        var endings = new ArrayList<>(told.ends().stream().map(end -> ending(end, who, texts)).toList());
        if (told.more() > 0) endings.add(new Ending(texts.get(TEXTS, "more", told.more()), true, List.of(), null));
        return endings;
    }

    private static Ending ending(Explained.End end, Subject who, Texts texts) {
        return switch (end.goal().end()) {
            case Resolution.Mailbox(var to) -> new Ending(texts.get(TEXTS, "end.mailbox", to.primary()), true, to.detail().isEmpty() ? List.of() : List.of(texts.get(TEXTS, "end.detail", to.detail())), null);
            case Resolution.Outlet(var to) -> new Ending(texts.get(TEXTS, "end." + to.transport(), to.target()), true, List.of(), null);
            case Resolution.Remote(var address) -> {
                var lines = new ArrayList<String>();
                var rule = end.route().map(Rule::name).orElse("");
                lines.add(rule.isEmpty() ? texts.get(TEXTS, "route.usual") : texts.get(TEXTS, "route", rule));
                if (!end.servers().isEmpty()) lines.add(texts.get(TEXTS, "servers", String.join(", ", end.servers())));
                if (end.goal().sentOn() && !end.sender().isEmpty()) lines.add(texts.get(TEXTS, "sender", end.sender()));
                if (!end.problem().isEmpty()) lines.add(end.problem());
                yield new Ending(texts.get(TEXTS, "end.remote", address), end.problem().isEmpty(), lines, who.isPostmaster() ? end.route().map(Rule::path).orElse(null) : null);
            }
            case Resolution.Unknown _, Resolution.Stranded _, Resolution.Onward _ -> new Ending(texts.get(TEXTS, "end.returned", end.goal().address()), false, List.of(end.problem()), null);
        };
    }
}
