package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthouse.account.Account;
import org.posthouse.account.AccountQuery;
import org.posthouse.account.AccountSearch;
import org.posthouse.connector.api.Service;
import org.posthouse.domain.Domains;
import org.posthouse.form.Audience;
import org.posthouse.form.Definition;
import org.posthouse.form.Forms;
import org.posthouse.form.Part;
import org.posthouse.form.Scope;
import org.posthouse.form.Subject;
import org.posthouse.list.Lists;
import org.posthouse.store.RecordId;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// One box that finds people, domains, and where something is set.
@WebServlet("/admin/search") public class SearchServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "search";
    private static final int MOST = 20;
    /// Pages that are no forms, with their titles in the frame's texts.
    private static final List<String> PAGES = List.of("accounts", "domains", "all-lists", "queue", "journeys", "explain", "aliases", "rules", "relay-domains", "collecting", "services", "certificates", "housekeeping", "changes", "log");
    private static final List<String> POSTMASTERS = List.of("services", "certificates", "log", "relay-domains", "housekeeping");

    @Inject transient AccountSearch accounts;
    @Inject transient Domains domains;
    @Inject transient Lists lists;
    @Inject transient Forms forms;

    /// @param accounts of all that are found, the number
    public record Found(String query, String lead, List<Hit> people, long accounts, List<Hit> places, List<Hit> settings) { }

    /// @param more a second line, or empty
    public record Hit(String path, String title, String more) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var texts = texts(request);
        var query = text(request, "q").strip();
        if (query.isEmpty()) show(request, response, "admin/search.jte", new Found("", texts.get(TEXTS, "empty"), List.of(), 0, List.of(), List.of()));
        else show(request, response, "admin/search.jte", reading(() -> found(who, query, texts)));
    }

    private Found found(Subject who, String query, Texts texts) {
        var within = who.isPostmaster() ? Optional.<java.util.Set<Long>>empty() : Optional.of(who.domains());
        var page = accounts.page(new AccountQuery(query, AccountQuery.Standing.ALL, within, Optional.empty(), AccountQuery.Sort.NAME), 0, MOST);
        var people = page.items().stream().map(SearchServlet::hit).toList();
        var lower = query.toLowerCase(Locale.ROOT);
        var places = domains.all().stream().filter(domain -> who.administers(domain.id()))
                .filter(domain -> domain.name().contains(lower) || domain.aliases().stream().anyMatch(alias -> alias.contains(lower))).limit(MOST)
                .map(domain -> new Hit("/admin/domain/" + domain.id(), domain.name(), String.join(", ", domain.aliases()))).toList();
        var found = lists.now().byId().values().stream().filter(list -> who.administers(list.domain())).filter(list -> (list.address() + " " + list.plan().title()).toLowerCase(Locale.ROOT).contains(lower))
                .sorted(java.util.Comparator.comparing(list -> list.address().toString())).limit(MOST).map(list -> new Hit("/lists/" + list.address() + "/admin/", list.plan().title().isBlank() ? list.name() : list.plan().title(), list.address().toString())).toList();
        places = Stream.concat(places.stream(), found.stream()).toList();
        var settings = settings(who, lower, texts);
        if (query.contains("@") || RecordId.parse(query).isPresent())                        // only these can be looked up among messages
            settings = Stream.concat(Stream.of(new Hit("/admin/journeys?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8), texts.get(TEXTS, "messages", query), "")), settings.stream()).toList();
        long all = page.total() + places.size() + settings.size();
        return new Found(query, texts.get(TEXTS, all == 0 ? "nothing" : "lead", query, all), people, page.total(), places, settings);
    }

    private static Hit hit(Account account) { return new Hit("/admin/account/" + account.id(), account.name(), String.join(", ", account.addresses())); }

    private List<Hit> settings(Subject who, String query, Texts texts) {
        var hits = new ArrayList<Hit>();
        for (var page : PAGES)
            if ((who.isPostmaster() || !POSTMASTERS.contains(page)) && texts.get("frame", "nav." + page).toLowerCase(Locale.ROOT).contains(query)) hits.add(new Hit("/admin/" + page.replace("all-", ""), texts.get("frame", "nav." + page), ""));
        for (var form : forms.all()) if (form.isFor(who) && form.scope() == Scope.HOUSE) meets(form, query, texts).ifPresent(hits::add);
        if (who.isPostmaster()) Arrays.stream(Service.values()).map(service -> new Hit("/admin/service/" + service.label(), texts.get("services", "name." + service.label()), ""))
                .filter(hit -> hit.title().toLowerCase(Locale.ROOT).contains(query)).forEach(hits::add);
        return hits.stream().limit(MOST).toList();
    }

    /// By its title, or by the label of something in it, which is then told too.
    private static Optional<Hit> meets(Definition<?> form, String query, Texts texts) {
        var path = (form.who().equals(List.of(Audience.SELF)) ? "/account/" : "/admin/") + form.id();
        var title = texts.get(form.id(), "title", "…");
        if (title.toLowerCase(Locale.ROOT).contains(query)) return Optional.of(new Hit(path, title, ""));
        return Stream.concat(form.parts().stream().map(Part::name), Stream.of("lead")).map(name -> texts.find(form.id(), name).orElse("")).filter(label -> label.toLowerCase(Locale.ROOT).contains(query)).findFirst()
                .map(label -> new Hit(path, title, label));
    }
}
