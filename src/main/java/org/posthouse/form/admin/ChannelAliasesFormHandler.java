package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.routing.ChannelAlias;
import org.posthouse.routing.ChannelAliases;

@ApplicationScoped class ChannelAliasesFormHandler implements FormHandler<ChannelAliasesForm> {
    @Inject ChannelAliases aliases;

    @Override public Loaded<ChannelAliasesForm> load(Subject who, Key key) {
        var version = aliases.version();
        return new Loaded<>(new ChannelAliasesForm(aliases.list().stream().map(alias -> new ChannelAliasesForm.Pair(alias.in(), alias.out())).toList()), version, "");
    }

    @Override public Work apply(Subject who, Key key, ChannelAliasesForm form) {
        return () -> {
            aliases.replace(form.aliases().stream().map(pair -> new ChannelAlias(pair.in(), pair.out())).toList());
            return Applied.to(Key.NONE, "");
        };
    }
}
