package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.posthouse.form.admin.RuleWards;
import org.posthouse.policy.Policies.Placed;
import org.posthouse.policy.Rule;
import org.posthouse.policy.RuleTest;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// The rules for mail in the order in which they are asked, each in a sentence.
@WebServlet("/admin/rules") public class RulesServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "rules";
    private static final String FORM = "rule";

    @Inject transient RuleWards wards;

    /// @param order how the lists follow each other, empty when there are no rules
    public record All(String lead, List<Line> lines, String order) { }

    /// @param whose the domain, or the house
    /// @param when  what fits
    /// @param what  what is done
    public record Line(long id, String whose, int place, String name, boolean active, String way, String when, String what) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        var texts = texts(request);
        show(request, response, "admin/rules.jte", reading(() -> {
            var lines = wards.all(who).stream().map(placed -> line(placed, texts)).toList();
            var lead = lines.isEmpty() ? texts.get(TEXTS, "lead.none") : lines.size() == 1 ? texts.get(TEXTS, "lead.one") : texts.get(TEXTS, "lead.many", lines.size());
            return new All(lead, lines, lines.isEmpty() ? "" : texts.get(TEXTS, "order"));
        }));
    }

    private Line line(Placed placed, Texts texts) {
        var rule = placed.rule();
        var domain = wards.domain(rule);
        return new Line(rule.id(), domain.isEmpty() ? texts.get(TEXTS, "house") : domain, placed.place(), rule.name(), rule.active(), texts.get(FORM, "way." + label(rule.way())), when(rule, texts), what(rule, texts));
    }

    private static String when(Rule rule, Texts texts) {
        if (rule.tests().isEmpty()) return texts.get(TEXTS, "always");
        return rule.tests().stream().map(test -> test(test, texts)).collect(Collectors.joining(texts.get(TEXTS, rule.all() ? "and" : "or")));
    }

    private static String test(RuleTest test, Texts texts) {
        var what = test.what() == RuleTest.What.HEADER ? test.header() : texts.get(FORM, "tests.what." + label(test.what()));
        return texts.get(TEXTS, "test", what, texts.get(FORM, "tests.how." + label(test.how())), test.wanted());
    }

    private static String what(Rule rule, Texts texts) {
        return rule.acts().stream().map(act -> act.argument().isEmpty() ? texts.get(FORM, "acts.deed." + label(act.deed())) : texts.get(TEXTS, "act", texts.get(FORM, "acts.deed." + label(act.deed())), act.argument()))
                .collect(Collectors.joining(texts.get(TEXTS, "then")));
    }

    private static String label(Enum<?> constant) { return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'); }
}
