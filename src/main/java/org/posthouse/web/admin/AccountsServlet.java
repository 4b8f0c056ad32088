package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.account.Account;
import org.posthouse.account.AccountQuery;
import org.posthouse.account.AccountQuery.Sort;
import org.posthouse.account.AccountQuery.Standing;
import org.posthouse.account.AccountSearch;
import org.posthouse.account.Accounts;
import org.posthouse.account.Role;
import org.posthouse.domain.Administrators;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Forms;
import org.posthouse.form.Forms.Sent;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;
import org.posthouse.web.ui.Visit;

/// The list of accounts: search, filters with counts, sorting, and what is done with many at once. Domain administrators see those of their domains.
@WebServlet("/admin/accounts") public class AccountsServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    static final String PATH = "/admin/accounts";
    private static final int SIZE = 50;
    /// More domains than this are a list of their own, not a row of links.
    private static final int MOST_DOMAINS = 30;
    /// What can be done with many, and the form by which it is done with each.
    private static final Map<String, String> BULK = Map.of("lock", "lock-account", "unlock", "unlock-account", "trash", "delete-account", "restore", "restore-account");

    @Inject transient AccountSearch search;
    @Inject transient Accounts accounts;
    @Inject transient Domains domains;
    @Inject transient Administrators administrators;
    @Inject transient Settings settings;
    @Inject transient Forms forms;

    /// @param filters  by standing
    /// @param domains  by domain, none when there is one alone
    /// @param sorts    links of the columns, by [Sort#label()]
    /// @param notice   what was just done, or empty
    public record All(String lead, String query, List<Filter> filters, List<Filter> domains, Map<String, Filter> sorts, List<Line> lines, List<String> actions, Pager pager, String here, String exporting, boolean postmaster, String notice) { }

    /// @param path where it leads
    public record Filter(String path, String title, long count, boolean here) { }

    /// @param others   further addresses
    /// @param badges   key of a text about its state → class of the badge
    /// @param until    the day it leaves the trash; or empty
    /// @param choosable for something done with many
    public record Line(long id, String name, String address, int others, Map<String, String> badges, String until, String lastSignIn, String created, boolean choosable) { }

    /// @param what one of the keys of [#BULK]
    public record Confirm(String what, List<Line> lines, long days, String back) { }

    /// @param left names and why they were left alone
    public record Outcome(int done, List<Left> left, String back) { }

    public record Left(String name, String why) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        var query = query(request, who);
        int page = page(request);
        show(request, response, "admin/accounts.jte", reading(() -> all(who, texts(request), query, page, number(request, "did", 0, 100_000))));
    }

    /// What the parameters ask for; what nobody can ask for is left out.
    static AccountQuery query(HttpServletRequest request, Subject who) {
        var standing = Arrays.stream(Standing.values()).filter(s -> s.label().equals(request.getParameter("show"))).findFirst().orElse(Standing.ALL);
        var sort = Arrays.stream(Sort.values()).filter(s -> s.label().equals(request.getParameter("sort"))).findFirst().orElse(Sort.NAME);
        var domain = text(request, "domain");
        var within = who.isPostmaster() ? Optional.<Set<Long>>empty() : Optional.of(who.domains());
        return new AccountQuery(text(request, "q").strip(), standing, within, domain.matches("\\d{1,18}") ? Optional.of(Long.valueOf(domain)) : Optional.empty(), sort);
    }

    private All all(Subject who, Texts texts, AccountQuery query, int page, int did) {
        var found = search.page(query, page * SIZE, SIZE);
        var counts = search.counts(query.within());
        var filters = Arrays.stream(Standing.values()).map(s -> new Filter(path(PATH, query.standing(s)), texts.get("accounts", "show." + s.label()), counts.of().get(s), s == query.standing())).toList();
        var sorts = Arrays.stream(Sort.values()).collect(Collectors.toMap(Sort::label, s -> new Filter(path(PATH, query.sort(s)), texts.get("accounts", "sort." + s.label()), 0, s == query.sort())));
        var plain = query.text().isEmpty() && query.domain().isEmpty();
        var lead = plain && query.standing() == Standing.ALL ? texts.get("accounts", "lead.all", counts.of().get(Standing.ALL), counts.of().get(Standing.LOCKED), counts.of().get(Standing.WITHOUT_PASSWORD))
                : texts.get("accounts", plain && query.standing() == Standing.TRASH ? "lead.trash" : !query.text().isEmpty() && found.total() >= AccountSearch.MOST_COUNTED ? "lead.many" : "lead", found.total());
        var actions = query.standing() == Standing.TRASH ? List.of("restore") : query.standing() == Standing.LOCKED ? List.of("unlock", "trash") : List.of("lock", "unlock", "trash");
        var parameters = parameters(query);
        return new All(lead, query.text(), filters, domains(query, counts, texts), sorts, found.items().stream().map(a -> line(who, texts, a)).toList(), actions,
                Pager.of(page, found.total(), SIZE, PATH, parameters), path(PATH, query), path(PATH + "/export", query), who.isPostmaster(), did > 0 ? texts.get("accounts", "did", did) : "");
    }

    private List<Filter> domains(AccountQuery query, AccountSearch.Counts counts, Texts texts) {
        var theirs = domains.local().all().stream().filter(d -> query.within().map(w -> w.contains(d.id())).orElse(true)).toList();
        if (theirs.size() < 2) return List.of();
        var filters = new ArrayList<Filter>();
        filters.add(new Filter(path(PATH, new AccountQuery(query.text(), query.standing(), query.within(), Optional.empty(), query.sort())), texts.get("accounts", "domain.all"), 0, query.domain().isEmpty()));
        theirs.stream().filter(d -> filters.size() <= MOST_DOMAINS || query.domain().filter(id -> id == d.id()).isPresent())
                .forEach(d -> filters.add(new Filter(path(PATH, query.domain(d.id())), d.name(), counts.byDomain().getOrDefault(d.id(), 0L), query.domain().filter(id -> id == d.id()).isPresent())));
        return filters;
    }

    private Line line(Subject who, Texts texts, Account account) {
        var badges = new LinkedHashMap<String, String>();
        if (account.isReserved()) badges.put("reserved", "off");
        else if (account.role() == Role.POSTMASTER) badges.put("postmaster", "");
        if (!administrators.domainsOf(account.id()).isEmpty()) badges.put("domain", "");
        if (account.trashed().isEmpty() && account.locked()) badges.put("locked", "bad");
        if (!account.isReserved() && account.trashed().isEmpty() && !account.hasPassword()) badges.put("without-password", "wait");
        return new Line(account.id(), account.name(), account.primaryAddress(), account.addresses().size() - 1, badges, account.purgeDue().map(at -> texts.date(at.atZone(who.zone()).toLocalDate())).orElse(""),
                account.lastSignIn().map(at -> texts.time(at, who.zone())).orElse(""), texts.date(account.created().atZone(who.zone()).toLocalDate()), !account.isReserved());
    }

    /// First what would be done with whom; the second time it is done.
    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        if (!Visit.genuine(request)) {
            show(request, response, 403, "layout/refusal.jte", 4031);
            return;
        }
        var what = BULK.containsKey(text(request, "do")) ? text(request, "do") : "lock";
        var ids = chosen(request);
        var back = back(request);
        if (ids.isEmpty()) redirect(response, back);
        else if (request.getParameter("sure") == null) show(request, response, "admin/accounts-confirm.jte", reading(() -> new Confirm(what, lines(who, texts(request), ids), settings.now().value(Setting.TRASH_DAYS), back)));
        else apply(request, response, who, what, ids, back);
    }

    private void apply(HttpServletRequest request, HttpServletResponse response, Subject who, String what, List<Long> ids, String back) throws IOException {
        int done = 0;
        var left = new ArrayList<Left>();
        var texts = texts(request);
        for (long id : ids) {
            try {
                if (reading(() -> already(what, id))) continue;
                forms.apply(who, BULK.get(what), Key.of(id), new Sent(Map.of(), Optional.empty(), true, 0));
                done++;
            } catch (Rejected rejected) {
                left.add(new Left(name(id), texts.fault(rejected.faults().getFirst())));
            } catch (Forbidden _) {
                left.add(new Left(name(id), texts.get("frame", "refused.403")));
            }
        }
        if (left.isEmpty()) redirect(response, back + (back.contains("?") ? "&" : "?") + "did=" + done);
        else show(request, response, "admin/accounts-done.jte", new Outcome(done, left, back));
    }

    /// Nothing is left to do, since another was faster or the choice was wide.
    private boolean already(String what, long id) {
        return accounts.find(id).filter(a -> switch (what) {
            case "lock" -> !a.isReserved() && a.locked();
            case "unlock" -> !a.locked();
            default -> false;
        }).isPresent();
    }

    private String name(long id) { return reading(() -> accounts.find(id).map(Account::name).orElse("#" + id)); }

    private List<Line> lines(Subject who, Texts texts, List<Long> ids) {
        return ids.stream().flatMap(id -> accounts.find(id).stream()).filter(a -> who.isPostmaster() || a.domain().map(Domain::id).filter(who::administers).isPresent()).map(a -> line(who, texts, a)).toList();
    }

    private static List<Long> chosen(HttpServletRequest request) {
        var ids = request.getParameterValues("id");
        return ids == null ? List.of() : Arrays.stream(ids).filter(id -> id.matches("\\d{1,18}")).map(Long::valueOf).distinct().limit(SIZE).toList();
    }

    /// Only to this list.
    private static String back(HttpServletRequest request) {
        var back = request.getParameter("back");
        return back != null && (back.equals(PATH) || back.startsWith(PATH + "?")) && back.length() < 2000 && back.chars().allMatch(c -> c > 0x20 && c < 0x7F) ? back : PATH;
    }

    static String path(String path, AccountQuery query) {
        var parameters = parameters(query);
        parameters.values().removeIf(String::isEmpty);
        return parameters.isEmpty() ? path : path + '?' + parameters.entrySet().stream().map(p -> p.getKey() + '=' + java.net.URLEncoder.encode(p.getValue(), java.nio.charset.StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    private static Map<String, String> parameters(AccountQuery query) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("q", query.text());
        parameters.put("show", query.standing() == Standing.ALL ? "" : query.standing().label());
        parameters.put("domain", query.domain().map(String::valueOf).orElse(""));
        parameters.put("sort", query.sort() == Sort.NAME ? "" : query.sort().label());
        return parameters;
    }
}
