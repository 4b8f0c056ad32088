package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.RuleRows.Fits;
import org.posthouse.policy.Policies;
import org.posthouse.policy.Rule;
import org.posthouse.policy.Rule.Way;

@ApplicationScoped class NewRuleFormHandler implements FormHandler<NewRuleForm> {
    @Inject Policies policies;
    @Inject RuleWards wards;

    @Override public Loaded<NewRuleForm> load(Subject who, Key key) {
        return Loaded.of(new NewRuleForm("", wards.choices(who).getFirst().value(), Way.IN, Fits.ALL, List.of(), List.of(), false));
    }

    @Override public Work apply(Subject who, Key key, NewRuleForm form) {
        return () -> {
            long id = policies.add(new Rule(0, wards.chosen(who, form.domain()), form.name(), true, form.way(), form.fits() == Fits.ALL, form.stops(), RuleRows.tests(form.tests()), RuleRows.acts(form.acts())));
            return Applied.to(Key.of(id), form.name()).then("/admin/rules");
        };
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) { return wards.choices(who); }
}
