package org.posthouse.gateway;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.posthouse.routing.Route;

/// A [RelayPlan] without its list of addresses, which is long and kept apart.
@Entity @Table(name = "relay_domain") class StoredRelay {
    @Id private long id;
    @Version @Column(nullable = false) private int version;
    @Column(nullable = false, length = 255) private String name;
    @Column(nullable = false, length = 300) private String target;
    @Enumerated(EnumType.STRING) @Column(nullable = false, length = 16) private Route.Tls tls;
    @Enumerated(EnumType.STRING) @Column(nullable = false, length = 16) private Route.Timing timing;
    @Enumerated(EnumType.STRING) @Column(nullable = false, length = 16) private RelayPlan.Asking asking;
    @Column(nullable = false, length = 4000) private String callers;
    @Column(nullable = false, length = 4000) private String accounts;

    protected StoredRelay() { }

    StoredRelay(long id, RelayPlan plan) {
        this.id = id;
        this.name = plan.name();
        settle(plan);
    }

    /// All but the name: mail that waits was sorted by it.
    void settle(RelayPlan plan) {
        target = plan.target();
        tls = plan.tls();
        timing = plan.timing();
        asking = plan.asking();
        callers = String.join("\n", plan.callers());
        accounts = String.join("\n", plan.accounts());
    }

    long id() { return id; }

    int version() { return version; }

    String name() { return name; }

    RelayPlan plan(String addresses) { return new RelayPlan(name, target, tls, timing, asking, addresses, lines(callers), lines(accounts)); }

    private static List<String> lines(String text) { return text.lines().filter(line -> !line.isBlank()).toList(); }
}
