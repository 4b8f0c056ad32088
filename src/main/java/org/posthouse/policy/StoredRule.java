package org.posthouse.policy;

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
import org.posthouse.policy.Rule.Way;

/// A [Rule] and its place among those of its domain, or of the house.
@Entity @Table(name = "mail_rule") class StoredRule {
    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "domain_id") private Long domain;
    @Column(name = "place", nullable = false) private int place;
    @Column(name = "name", nullable = false, length = 100) private String name;
    @Column(name = "active", nullable = false) private boolean active;
    @Enumerated(EnumType.STRING) @Column(name = "way", nullable = false, length = 16) private Way way;
    @Column(name = "all_tests", nullable = false) private boolean all;
    @Column(name = "stops", nullable = false) private boolean stops;
    @ElementCollection @CollectionTable(name = "mail_rule_test", joinColumns = @JoinColumn(name = "rule_id")) @OrderColumn(name = "place")
    private List<RuleTest> tests = new ArrayList<>();
    @ElementCollection @CollectionTable(name = "mail_rule_act", joinColumns = @JoinColumn(name = "rule_id")) @OrderColumn(name = "place")
    private List<RuleAct> acts = new ArrayList<>();

    protected StoredRule() { }

    StoredRule(long id, int place) {
        this.id = id;
        this.place = place;
    }

    long id() { return id; }

    int version() { return version; }

    long domain() { return domain == null ? 0 : domain; }

    int place() { return place; }

    Rule rule() { return new Rule(id, domain(), name, active, way, all, stops, tests, acts); }

    void settle(Rule wanted) {
        domain = wanted.domain() == 0 ? null : wanted.domain();
        name = wanted.name();
        active = wanted.active();
        way = wanted.way();
        all = wanted.all();
        stops = wanted.stops();
        if (!tests.equals(wanted.tests())) {
            tests.clear();
            tests.addAll(wanted.tests());
        }
        if (!acts.equals(wanted.acts())) {
            acts.clear();
            acts.addAll(wanted.acts());
        }
    }

    void moveTo(int other) { place = other; }
}
