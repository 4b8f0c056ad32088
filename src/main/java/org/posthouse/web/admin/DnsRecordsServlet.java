package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.posthouse.domain.DnsRecords;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.setting.HostName;
import org.posthouse.web.ui.PageServlet;

/// What is to be published in the DNS for a domain, ready to copy; its name is the last part of the path.
@WebServlet("/admin/dns-records/*") public class DnsRecordsServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient Domains domains;
    @Inject transient HostName hostName;

    /// @param lines one by one, in the order of the zone file
    /// @param zone  the same as a zone file has them
    public record Records(long id, String domain, List<DnsRecords.Line> lines, String zone) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var name = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        show(request, response, "admin/dns-records.jte", reading(() -> {
            var found = domains.find(name);
            if (!found.map(Domain::id).map(who::administers).orElse(who.isPostmaster())) throw new Forbidden();
            var domain = found.orElseThrow(() -> Rejected.absent("key", "there is no such domain"));
            var lines = DnsRecords.of(domain, hostName.now());
            return new Records(domain.id(), domain.name(), lines, lines.stream().filter(l -> !l.why().equals("pointer")).map(DnsRecords.Line::zone).collect(Collectors.joining("\n")));
        }));
    }
}
