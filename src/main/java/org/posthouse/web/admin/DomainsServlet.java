package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.account.AccountSearch;
import org.posthouse.account.DomainAffairs;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalAddresses;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;

/// The domains that somebody may administer, and what is odd about each.
@WebServlet("/admin/domains") public class DomainsServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "domains";
    private static final int SIZE = 50;

    @Inject transient Domains domains;
    @Inject transient DomainAffairs affairs;
    @Inject transient AccountSearch accounts;

    /// @param postmaster may open domains, and sees what they publish
    public record All(String lead, List<Line> lines, Pager pager, boolean postmaster) { }

    /// @param stray   a sentence on mail to unknown addresses
    /// @param remarks sentences on what is odd
    public record Line(long id, String name, boolean first, String aliases, String accounts, String stray, List<String> remarks) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var texts = texts(request);
        int page = page(request);
        show(request, response, "admin/domains.jte", reading(() -> {
            var all = domains.all();
            var theirs = all.stream().filter(d -> who.administers(d.id())).toList();
            var counts = accounts.counts(who.isPostmaster() ? Optional.empty() : Optional.of(who.domains())).byDomain();
            var here = LocalAddresses.ofThisMachine();
            var lines = theirs.stream().skip((long) page * SIZE).limit(SIZE).map(d -> line(d, d.equals(all.getFirst()), counts.getOrDefault(d.id(), 0L), here, texts)).toList();
            var lead = !who.isPostmaster() ? texts.get(TEXTS, "lead.own") : theirs.isEmpty() ? texts.get(TEXTS, "lead.none") : theirs.size() == 1 ? texts.get(TEXTS, "lead.one") : texts.get(TEXTS, "lead.many", theirs.size());
            return new All(lead, lines, Pager.of(page, theirs.size(), SIZE, "/admin/domains", Map.of()), who.isPostmaster());
        }));
    }

    private Line line(Domain domain, boolean first, long accounts, List<String> here, Texts texts) {
        long most = domain.limits().accounts();
        var count = most == 0 ? texts.number(accounts) : texts.get(TEXTS, "of", accounts, most);
        var stray = !domain.redirect().isEmpty() ? texts.get(TEXTS, "stray.redirect", domain.redirect())
                : domain.catchAll().isEmpty() ? texts.get(TEXTS, "stray.refused") : texts.get(TEXTS, "stray.to", domain.catchAll());
        var remarks = new ArrayList<String>();
        if (most > 0 && accounts >= most) remarks.add(texts.get(TEXTS, "odd.full"));
        if (accounts == 0 && domain.redirect().isEmpty()) remarks.add(texts.get(TEXTS, "odd.empty"));
        if (!affairs.leadsSomewhere(domain.catchAll())) remarks.add(texts.get(TEXTS, "odd.catch-all", domain.catchAll()));
        if (!affairs.leadsSomewhere(domain.redirect())) remarks.add(texts.get(TEXTS, "odd.redirect", domain.redirect()));
        domain.localAddresses().stream().filter(a -> !here.contains(a) && !InetAddress.ofLiteral(a).isLoopbackAddress()).forEach(a -> remarks.add(texts.get(TEXTS, "odd.address", a)));
        return new Line(domain.id(), domain.name(), first, domain.aliases().isEmpty() ? "" : texts.get(TEXTS, "also", String.join(", ", domain.aliases())), count, stray, remarks);
    }
}
