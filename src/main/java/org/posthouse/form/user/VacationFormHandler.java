package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.AutoReplies;
import org.posthouse.account.AutoReply;
import org.posthouse.account.AutoReply.Mode;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

@ApplicationScoped class VacationFormHandler implements FormHandler<VacationForm> {
    private static final String TEXTS = "vacation";

    @Inject Whose whose;
    @Inject AutoReplies replies;

    @Override public boolean offered(Subject who, Key key) { return whose.offersMail(who, key, UserOption.VACATION); }

    @Override public Loaded<VacationForm> load(Subject who, Key key) {
        var account = whose.account(who, key);
        var reply = replies.load(account.id());
        var form = new VacationForm(reply.mode(), reply.from(), reply.until(), reply.everyDays(), reply.unnamed(), reply.subject(), reply.message(), preview(who, account, reply));
        return new Loaded<>(form, Integer.toHexString(reply.toString().hashCode()), account.name());
    }

    @Override public Work apply(Subject who, Key key, VacationForm form) {
        return () -> {
            var account = whose.account(who, key);
            replies.save(account.id(), reply(form));
            return Applied.to(Key.of(account.id()), account.name());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, VacationForm form) {
        var account = whose.account(who, key);
        var before = replies.load(account.id());
        var after = replies.checked(account, reply(form));
        if (after.equals(before)) return List.of();
        if (after.mode() == Mode.OFF) return before.mode() == Mode.OFF ? List.of() : List.of(Effect.of("effect.off"));
        var effects = new ArrayList<Effect>();
        effects.add(switch (after.mode()) {
            case VACATION -> Effect.of("effect.vacation", account.primaryAddress(), after.everyDays());
            case REPLY -> Effect.of("effect.reply", account.primaryAddress());
            default -> Effect.of("effect.echo", account.primaryAddress());
        });
        effects.add(period(who, after.from(), after.until()));
        effects.add(Effect.of("effect.preview", preview(who, account, after)));
        return effects;
    }

    private static Effect period(Subject who, Optional<LocalDate> from, Optional<LocalDate> until) {
        var texts = Texts.in(who.locale());
        if (from.isPresent() && until.isPresent()) return Effect.of("effect.from-until", texts.date(from.get()), texts.date(until.get()));
        if (from.isPresent()) return Effect.of("effect.from", texts.date(from.get()));
        return until.map(last -> Effect.of("effect.until", texts.date(last))).orElseGet(() -> Effect.of("effect.now"));
    }

    private static AutoReply reply(VacationForm form) { return new AutoReply(form.mode(), form.subject(), form.message(), form.from(), form.until(), form.everyDays(), form.unnamed()); }

    /// What somebody who wrote would see, in the language of who looks.
    private static String preview(Subject who, Account account, AutoReply reply) {
        var texts = Texts.in(who.locale());
        if (reply.mode() == Mode.OFF) return texts.get(TEXTS, "preview.none");
        var subject = reply.subject().isEmpty() ? texts.get(TEXTS, "preview.answered") : reply.subject();
        return texts.get(TEXTS, "preview.head", account.name(), account.primaryAddress(), subject) + "\n\n" + reply.message() + (reply.mode() == Mode.ECHO ? "\n\n" + texts.get(TEXTS, "preview.echo") : "");
    }
}
