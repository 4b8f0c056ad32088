package org.posthouse.web.ui;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Forms;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.Screen.Group;
import org.posthouse.web.ui.Screen.Link;

/// What stands at the left of each page.
@ApplicationScoped public class Navigation {
    /// @param begins a group's title, empty to go on with the one before
    /// @param form   shown only to whom this form is offered; empty for a page
    private record Entry(String begins, String path, String title, Audience who, String form) { }

    private static final List<Entry> ADMINISTRATORS = List.of(
            new Entry("people", "/admin/", "today", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/accounts", "accounts", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/domains", "domains", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/lists", "all-lists", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/postmasters", "postmasters", Audience.POSTMASTER, "postmasters"),
            new Entry("", "/admin/broadcast", "broadcast", Audience.DOMAIN_ADMINISTRATOR, "broadcast"),
            new Entry("flow", "/admin/queue", "queue", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/journeys", "journeys", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/retry-schedule", "retries", Audience.POSTMASTER, "retry-schedule"),
            new Entry("", "/admin/error-handling", "errors", Audience.POSTMASTER, "error-handling"),
            new Entry("", "/admin/rules", "rules", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/relay-control", "relay", Audience.POSTMASTER, "relay-control"),
            new Entry("", "/admin/submission", "submission", Audience.POSTMASTER, "submission"),
            new Entry("", "/admin/submission-rates", "rates", Audience.POSTMASTER, "submission-rates"),
            new Entry("", "/admin/blocks", "blocks", Audience.POSTMASTER, "blocks"),
            new Entry("", "/admin/outside-checks", "outside", Audience.POSTMASTER, "outside-checks"),
            new Entry("", "/admin/queue-limits", "queue-limits", Audience.POSTMASTER, "queue-limits"),
            new Entry("", "/admin/mailboxes", "mailboxes", Audience.POSTMASTER, "mailboxes"),
            new Entry("", "/admin/own-mail", "own-mail", Audience.POSTMASTER, "own-mail"),
            new Entry("", "/admin/programs", "programs", Audience.POSTMASTER, "programs"),
            new Entry("", "/admin/file-roots", "file-roots", Audience.POSTMASTER, "file-roots"),
            new Entry("", "/admin/name-servers", "name-servers", Audience.POSTMASTER, "name-servers"),
            new Entry("", "/admin/relay-domains", "relay-domains", Audience.POSTMASTER, ""),
            new Entry("", "/admin/peers", "peers", Audience.POSTMASTER, "peers"),
            new Entry("", "/admin/connection-schedule", "connections", Audience.POSTMASTER, "connection-schedule"),
            new Entry("", "/admin/collecting", "collecting", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/aliases", "aliases", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/channel-aliases", "channel-aliases", Audience.POSTMASTER, "channel-aliases"),
            new Entry("", "/admin/routing-table", "routing-table", Audience.POSTMASTER, "routing-table"),
            new Entry("", "/admin/address-rules", "address-rules", Audience.POSTMASTER, "address-rules"),
            new Entry("", "/admin/explain", "explain", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("system", "/admin/services", "services", Audience.POSTMASTER, ""),
            new Entry("", "/admin/system-security", "security", Audience.POSTMASTER, "system-security"),
            new Entry("", "/admin/certificates", "certificates", Audience.POSTMASTER, ""),
            new Entry("", "/admin/limits", "limits", Audience.POSTMASTER, "limits"),
            new Entry("", "/admin/greeting", "greeting", Audience.POSTMASTER, "greeting"),
            new Entry("", "/admin/system", "system", Audience.POSTMASTER, "system"),
            new Entry("", "/admin/housekeeping", "housekeeping", Audience.POSTMASTER, ""),
            new Entry("", "/admin/backups", "backups", Audience.POSTMASTER, "backups"),
            new Entry("", "/admin/restore-mail", "restore-mail", Audience.POSTMASTER, "restore-mail"),
            new Entry("records", "/admin/changes", "changes", Audience.DOMAIN_ADMINISTRATOR, ""),
            new Entry("", "/admin/log", "log", Audience.POSTMASTER, ""));

    private static final List<Entry> PEOPLE = List.of(
            new Entry("own", "/account/", "mail", Audience.SELF, ""),
            new Entry("", "/account/vacation", "vacation", Audience.SELF, "vacation"),
            new Entry("", "/account/collecting", "providers", Audience.SELF, "new-collect"),
            new Entry("", "/account/lists", "lists", Audience.SELF, ""),
            new Entry("", "/account/journeys", "own-journeys", Audience.SELF, ""),
            new Entry("", "/account/devices", "devices", Audience.SELF, ""));

    @Inject Forms forms;
    @Inject @Any Instance<Aside> asides;

    List<Group> of(Subject subject, String path, Texts texts) {
        var groups = new ArrayList<Group>();
        asides.forEach(aside -> groups.addAll(aside.of(subject, path, texts)));
        if (subject.isGuest()) groups.add(new Group(groups.isEmpty() ? "" : texts.get("lists", "offers.title"), List.of(new Link("/lists/mine", texts.get("frame", "nav.lists"), path.equals("/lists/mine"), 0), new Link("/lists/", texts.get("lists", "mine.offers"), path.equals("/lists/"), 0))));
        List<Link> open = List.of();
        for (var entry : subject.isGuest() ? List.<Entry>of() : path.startsWith("/admin") && subject.isAdministrator() ? ADMINISTRATORS : PEOPLE) {
            if (!entry.begins.isEmpty()) groups.add(new Group(groups.isEmpty() ? "" : texts.get("frame", "group." + entry.begins), open = new ArrayList<>()));
            if (subject.is(entry.who) && (entry.form.isEmpty() || forms.isOffered(subject, entry.form, Key.of(subject.account()))))
                open.add(new Link(entry.path, texts.get("frame", "nav." + entry.title), entry.path.equals(path) || entry.path.endsWith("/journeys") && path.startsWith(entry.path + "/"), 0));
        }
        groups.removeIf(group -> group.links().isEmpty());
        return groups;
    }
}
