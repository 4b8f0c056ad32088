package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;

/// Where a list's pages are, for links in mail.
@ApplicationScoped public class ListPages {
    @Inject Settings settings;
    @Inject HostName hostName;

    /// @param rest behind the list's own folder: `42`, `leave/<mark>`, `confirm/<token>`; empty for its archive
    public String of(ListEntry list, String rest) { return hostName.web(settings.now()) + "lists/" + segment(list.address().toString()) + "/" + rest; }

    private static String segment(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%40", "@"); }
}
