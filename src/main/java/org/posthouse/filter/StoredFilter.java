package org.posthouse.filter;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;

/// An account's [Filter].
@Entity @Table(name = "mail_filter") class StoredFilter {
    @Id @Column(name = "account_id") private long account;
    @Version @Column(name = "version", nullable = false) private int version;
    @Enumerated(EnumType.STRING) @Column(name = "kind", nullable = false, length = 16) private Filter.Kind kind;
    @Column(name = "script", nullable = false, length = Filters.MAX_SCRIPT) private String script;
    @Column(name = "problem", nullable = false, length = 255) private String problem = "";
    @ElementCollection @CollectionTable(name = "mail_filter_line", joinColumns = @JoinColumn(name = "account_id")) @OrderColumn(name = "position")
    private List<FilterLine> lines = new ArrayList<>();

    protected StoredFilter() { }

    StoredFilter(long account) { this.account = account; }

    Filter filter() { return new Filter(kind, List.copyOf(lines), script, problem); }

    int version() { return version; }

    void settle(Filter filter) {
        kind = filter.kind();
        script = filter.script();
        problem = "";
        if (lines.equals(filter.lines())) return;
        lines.clear();
        lines.addAll(filter.lines());
    }

    /// @return the first one since it was saved
    boolean fails(String with) {
        boolean first = problem.isEmpty();
        problem = with.length() > 255 ? with.substring(0, 255) : with;
        return first;
    }
}
