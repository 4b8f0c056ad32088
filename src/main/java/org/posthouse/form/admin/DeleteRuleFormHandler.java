package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.policy.Policies;

@ApplicationScoped class DeleteRuleFormHandler implements FormHandler<DeleteRuleForm> {
    @Inject Policies policies;
    @Inject RuleWards wards;

    @Override public Loaded<DeleteRuleForm> load(Subject who, Key key) {
        var placed = wards.find(who, key);
        return new Loaded<>(new DeleteRuleForm(), Integer.toString(placed.version()), placed.rule().name());
    }

    @Override public Work apply(Subject who, Key key, DeleteRuleForm form) {
        return () -> {
            var rule = wards.find(who, key).rule();
            policies.remove(rule.id());
            return new Applied(Key.NONE, rule.name(), Optional.empty(), Optional.of("/admin/rules"));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, DeleteRuleForm form) { return List.of(Effect.of("effect.gone", wards.find(who, key).rule().name())); }
}
