package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.RuleRows.Fits;
import org.posthouse.policy.Policies;
import org.posthouse.policy.Rule;

@ApplicationScoped class RuleFormHandler implements FormHandler<RuleForm> {
    @Inject Policies policies;
    @Inject RuleWards wards;

    @Override public Loaded<RuleForm> load(Subject who, Key key) {
        var placed = wards.find(who, key);
        var rule = placed.rule();
        return new Loaded<>(new RuleForm(rule.name(), wards.whose(who, rule), rule.active(), rule.way(), placed.place(), rule.all() ? Fits.ALL : Fits.ANY, RuleRows.testRows(rule.tests()), RuleRows.actRows(rule.acts()), rule.stops()),
                placed.version() + "." + placed.place(), rule.name());
    }

    @Override public Work apply(Subject who, Key key, RuleForm form) {
        return () -> {
            var before = wards.find(who, key).rule();
            policies.change(new Rule(before.id(), before.domain(), form.name(), form.active(), form.way(), form.fits() == Fits.ALL, form.stops(), RuleRows.tests(form.tests()), RuleRows.acts(form.acts())), form.place());
            return Applied.to(key, form.name());
        };
    }
}
