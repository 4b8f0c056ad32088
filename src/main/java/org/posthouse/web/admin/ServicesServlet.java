package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.posthouse.appliance.Listeners;
import org.posthouse.appliance.Listeners.State;
import org.posthouse.appliance.PortsFile;
import org.posthouse.form.Forbidden;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// What the house listens for, where, and whether it does.
@WebServlet("/admin/services") public class ServicesServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "services";
    private static final List<String> WEB = List.of("http", "https");

    @Inject transient Listeners listeners;
    @Inject transient PortsFile ports;
    @Inject transient Config config;

    public record All(String lead, List<Line> lines) { }

    /// @param look  of the badge: ok, bad or off
    /// @param since empty while it does not accept
    /// @param note  why it does not, or that it cannot be changed here; or empty
    /// @param form  its path; empty when it cannot be changed here
    public record Line(String name, String look, String state, String where, String sessions, String since, String note, String form) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        if (!who.isPostmaster()) throw new Forbidden();
        var texts = texts(request);
        var states = listeners.states();
        long broken = states.stream().filter(state -> state.wish().on() && !state.accepts()).count();
        var lines = new ArrayList<Line>();
        for (var state : states) lines.add(line(state, state.accepts() ? texts.time(state.since(), who.zone()) : "", texts));
        WEB.forEach(service -> ports.port(service).ifPresent(port -> lines.add(web(service, port, texts))));
        show(request, response, "admin/services.jte", new All(broken == 0 ? texts.get(TEXTS, "lead.all") : texts.get(TEXTS, "lead.some", broken), lines));
    }

    private static Line line(State state, String since, Texts texts) {
        var label = state.service().label();
        var look = state.accepts() ? "ok" : state.wish().on() ? "bad" : "off";
        var words = texts.get(TEXTS, state.accepts() ? "state.accepting" : state.wish().on() ? "state.failed" : "state.off");
        var where = state.accepts() ? texts.get(TEXTS, "where", Integer.toString(state.port()), String.join(", ", state.wish().addresses())) : "";
        return new Line(texts.get(TEXTS, "name." + label), look, words, where, state.accepts() ? texts.number(state.sessions()) : "", since, state.failure().orElse(""), "/admin/service/" + label);
    }

    private Line web(String service, int port, Texts texts) {
        var where = texts.get(TEXTS, "where", Integer.toString(port), config.getOptionalValue("posthouse.bind", String.class).orElse("127.0.0.1"));
        return new Line(texts.get(TEXTS, "name." + service), "ok", texts.get(TEXTS, "state.accepting"), where, "", "", texts.get(TEXTS, "web.note", service), "");
    }
}
