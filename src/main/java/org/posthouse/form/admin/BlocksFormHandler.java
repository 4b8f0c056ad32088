package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.policy.BlockLine;
import org.posthouse.policy.Policies;

@ApplicationScoped class BlocksFormHandler implements FormHandler<BlocksForm> {
    @Inject Policies policies;

    @Override public Loaded<BlocksForm> load(Subject who, Key key) {
        return new Loaded<>(new BlocksForm(policies.blocks().stream().map(line -> new BlocksForm.Line(line.pattern(), line.what(), line.verdict())).toList()), Integer.toString(policies.version()), "");
    }

    @Override public Work apply(Subject who, Key key, BlocksForm form) {
        var lines = form.lines().stream().filter(line -> !line.pattern().isBlank()).map(line -> new BlockLine(line.verdict(), line.what(), line.pattern())).toList();
        return () -> {
            policies.blocks(lines);
            return Applied.to(Key.NONE, "");
        };
    }
}
