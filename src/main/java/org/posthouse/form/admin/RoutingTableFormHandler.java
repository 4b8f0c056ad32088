package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;
import org.posthouse.routing.Route;
import org.posthouse.routing.RouteEntry;
import org.posthouse.routing.RoutingTable;
import org.posthouse.text.Texts;

@ApplicationScoped class RoutingTableFormHandler implements FormHandler<RoutingTableForm> {
    private static final String TEXTS = "routing-table";

    @Inject RoutingTable table;

    @Override public Loaded<RoutingTableForm> load(Subject who, Key key) {
        var version = table.version();
        var entries = table.list();
        var remarks = RoutingTable.unreachable(entries).stream().map(one -> Texts.in(who.locale()).get(TEXTS, "unreachable", one.place(), one.entry(), one.above(), one.by())).toList();
        return new Loaded<>(new RoutingTableForm(entries.stream().map(RoutingTableFormHandler::shown).toList(), remarks), version, "");
    }

    @Override public Work apply(Subject who, Key key, RoutingTableForm form) {
        var wanted = wanted(form);
        return () -> {
            table.replace(wanted);
            return Applied.to(Key.NONE, "");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, RoutingTableForm form) {
        return RoutingTable.unreachable(wanted(form)).stream().map(one -> Effect.of("unreachable", one.place(), one.entry(), one.above(), one.by())).toList();
    }

    private static RoutingTableForm.Entry shown(RouteEntry entry) {
        return new RoutingTableForm.Entry(entry.pattern(), entry.target(), RoutingTableForm.Tls.valueOf(entry.tls().name()), entry.login(), Secret.NONE, RoutingTableForm.Timing.valueOf(entry.timing().name()));
    }

    private static List<RouteEntry> wanted(RoutingTableForm form) {
        return form.entries().stream().map(entry -> new RouteEntry(entry.pattern(), entry.target(), Route.Tls.valueOf(entry.tls().name()), entry.login(), entry.password().reveal(), Route.Timing.valueOf(entry.timing().name())))
                .toList();
    }
}
