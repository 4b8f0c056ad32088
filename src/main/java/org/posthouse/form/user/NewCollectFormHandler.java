package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.collecting.CollectPlan;
import org.posthouse.collecting.Collecting;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

@ApplicationScoped class NewCollectFormHandler implements FormHandler<NewCollectForm> {
    private static final int MINUTES = 15;
    private static final long MOST_BYTES = 50L << 20;

    @Inject Collecting collecting;
    @Inject Collects collects;

    @Override public boolean offered(Subject who, Key key) { return collects.offered(who); }

    @Override public Loaded<NewCollectForm> load(Subject who, Key key) { return Loaded.of(new NewCollectForm(CollectPlan.Kind.IMAP, "", CollectPlan.Security.TLS, "", Secret.NONE, "")); }

    @Override public Work apply(Subject who, Key key, NewCollectForm form) {
        return () -> {
            var account = collects.account(who, form.account());
            // messages stay there for a week, so that whoever only tries loses nothing
            var plan = new CollectPlan(account.id(), form.kind(), form.host(), 0, form.security(), form.login(), "", MINUTES, 7, MOST_BYTES, CollectPlan.Field.NONE, true, who.isPostmaster());
            long id = collecting.open(plan, form.password().reveal());
            return Applied.to(Key.of(id), form.login() + ", " + form.host()).then(Collects.page(who, account.id()));
        };
    }
}
