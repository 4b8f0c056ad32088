package org.posthouse.form.admin;

import java.util.List;
import org.posthouse.policy.RuleAct;
import org.posthouse.policy.RuleAct.Deed;
import org.posthouse.policy.RuleTest;
import org.posthouse.policy.RuleTest.How;
import org.posthouse.policy.RuleTest.What;

/// Tests and acts of a rule as rows of a form. A row in which nothing is typed is none, whatever its choices say.
public final class RuleRows {
    private RuleRows() { }

    /// Whether every test has to fit.
    public enum Fits { ALL, ANY }

    /// See [RuleTest].
    public record Test(What what, String header, How how, String wanted, boolean exactCase) { }

    /// See [RuleAct].
    public record Act(Doing deed, String argument) { }

    /// [Deed], and nothing.
    public enum Doing {
        NOTHING, HOLD, REFUSE, DISCARD, COPY, REDIRECT, FIELD
    }

    static List<RuleTest> tests(List<Test> rows) {
        return rows.stream().filter(row -> !row.wanted().isBlank() || !row.header().isBlank()).map(row -> new RuleTest(row.what(), row.header(), row.how(), row.wanted(), row.exactCase())).toList();
    }

    static List<RuleAct> acts(List<Act> rows) { return rows.stream().filter(row -> row.deed() != Doing.NOTHING).map(row -> new RuleAct(Deed.valueOf(row.deed().name()), row.argument())).toList(); }

    static List<Test> testRows(List<RuleTest> tests) { return tests.stream().map(test -> new Test(test.what(), test.header(), test.how(), test.wanted(), test.exactCase())).toList(); }

    static List<Act> actRows(List<RuleAct> acts) { return acts.stream().map(act -> new Act(Doing.valueOf(act.deed().name()), act.argument())).toList(); }
}
