package org.posthouse.certificate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The one row of the plan.
@Entity @Table(name = "acme") class AcmeRow {
    static final int ID = 1;
    private static final int MAX_DETAIL = 1000;

    @Id @Column(name = "id") private int id;
    @Column(name = "version", nullable = false) private long version;
    @Column(name = "enabled", nullable = false) private boolean enabled;
    @Column(name = "directory", nullable = false, length = 500) private String directory;
    @Column(name = "contact", nullable = false, length = 320) private String contact;
    @Column(name = "agreed", nullable = false) private boolean agreed;
    @Column(name = "names", nullable = false, length = 8000) private String names;
    @Column(name = "attempted") private Instant attempted;
    @Column(name = "succeeded") private Instant succeeded;
    @Column(name = "next_attempt") private Instant next;
    @Column(name = "failures", nullable = false) private int failures;
    @Column(name = "problem", nullable = false, length = 40) private String problem;
    @Column(name = "problem_name", nullable = false, length = 253) private String problemName;
    @Column(name = "detail", nullable = false, length = MAX_DETAIL) private String detail;

    protected AcmeRow() { }

    AcmeState state() {
        var plan = new AcmePlan(enabled, directory, contact, agreed, names.isEmpty() ? List.of() : List.of(names.split(" ")));
        var trouble = problem.isEmpty() ? Optional.<Acme.Outcome.Failed>empty() : Optional.of(new Acme.Outcome.Failed(Acme.Problem.valueOf(problem), problemName, detail, Optional.empty()));
        return new AcmeState(plan, version, Optional.ofNullable(attempted), Optional.ofNullable(succeeded), Optional.ofNullable(next), failures, trouble);
    }

    void change(AcmePlan plan) {
        enabled = plan.enabled();
        directory = plan.directory();
        contact = plan.contact();
        agreed = plan.agreed();
        names = String.join(" ", plan.names());
        version++;
        failures = 0;
        next = null;
        told("", "", "");
    }

    void pause(Instant until) { next = until; }

    void begun(Instant now, Instant pause) {
        attempted = now;
        next = pause;
    }

    void succeeded(Instant now) {
        succeeded = now;
        failures = 0;
        next = null;
        told("", "", "");
    }

    void failed(Acme.Outcome.Failed failed, Instant again) {
        failures++;
        next = again;
        told(failed.problem().name(), failed.name(), failed.detail().length() > MAX_DETAIL ? failed.detail().substring(0, MAX_DETAIL - 1) + "…" : failed.detail());
    }

    private void told(String what, String which, String how) {
        problem = what;
        problemName = which;
        detail = how;
    }
}
