package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.account.Account;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.account.AgreedAddresses;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.machine.Handover;
import org.posthouse.mime.Address;

@ApplicationScoped class DeliveryFormHandler implements FormHandler<DeliveryForm> {
    @Inject Whose whose;
    @Inject DeliveryPlans plans;
    @Inject AgreedAddresses agreed;
    @Inject Domains domains;

    @Override public boolean offered(Subject who, Key key) { return whose.offersMail(who, key, UserOption.DELIVERY); }

    @Override public Loaded<DeliveryForm> load(Subject who, Key key) {
        var account = whose.account(who, key);
        var plan = plans.load(account.id());
        return new Loaded<>(new DeliveryForm(plan.forward(), waiting(who, account), false, plan.keepCopy(), plan.mailbox(), plan.detail(), of(plan, Handover.PROGRAM), of(plan, Handover.FILE), of(plan, Handover.MAILDROP)), Integer.toHexString(plan.toString().hashCode()), account.name());
    }

    @Override public Work apply(Subject who, Key key, DeliveryForm form) {
        return () -> {
            var account = whose.account(who, key);
            checked(who, account, form);
            plans.save(account.id(), plan(form), who.administers(account));
            if (form.sendAgain() && !agreed.awaiting(account.id(), Place.FORWARD).isEmpty()) agreed.askAgain(account.id(), Place.FORWARD);
            return Applied.to(Key.of(account.id()), account.name());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, DeliveryForm form) {
        var account = whose.account(who, key);
        var before = plans.load(account.id());
        var after = checked(who, account, form);
        if (after.equals(before) && !form.sendAgain()) return List.of();
        var mine = account.primaryAddress();
        var effects = new ArrayList<Effect>();
        for (var target : after.forward()) if (!before.forward().contains(target)) effects.add(Effect.of(after.keeps() ? "effect.also" : "effect.only", mine, target));
        for (var target : before.forward()) if (!after.forward().contains(target)) effects.add(Effect.of("effect.no-longer", mine, target));
        if (before.keeps() && !after.keeps()) effects.add(Effect.of("effect.not-kept"));
        if (!before.keeps() && after.keeps()) effects.add(Effect.of("effect.kept"));
        for (var handover : after.handovers()) if (!before.handovers().contains(handover)) effects.add(Effect.of(handover.transport().equals(Handover.PROGRAM) ? "effect.program" : "effect.file", mine, handover.target()));
        for (var handover : before.handovers()) if (!after.handovers().contains(handover)) effects.add(Effect.of("effect.no-longer", mine, handover.target()));
        for (var target : after.awaiting()) if (!before.awaiting().contains(target)) effects.add(Effect.of("effect.asked", target));
        if (form.sendAgain() && !before.awaiting().isEmpty()) effects.add(Effect.of("effect.again"));
        if (after.forward().stream().anyMatch(this::isElsewhere)) effects.add(Effect.of("effect.elsewhere"));
        return effects;
    }

    private String waiting(Subject who, Account account) {
        return Waiting.words(who, agreed.awaiting(account.id(), Place.FORWARD));
    }

    private static List<String> of(DeliveryPlan plan, String transport) { return plan.handovers().stream().filter(h -> h.transport().equals(transport)).map(Handover::target).toList(); }

    private static DeliveryPlan plan(DeliveryForm form) {
        var handovers = new ArrayList<Handover>();
        form.programs().forEach(name -> handovers.add(new Handover(Handover.PROGRAM, name.strip())));
        form.files().forEach(target -> handovers.add(new Handover(Handover.FILE, target.strip())));
        form.maildrops().forEach(target -> handovers.add(new Handover(Handover.MAILDROP, target.strip())));
        return new DeliveryPlan(form.mailbox(), form.forward(), form.keepCopy(), handovers, List.of(), form.detail());
    }

    /// A fault of the mailbox is told at the addresses to those who cannot change the mailbox.
    private DeliveryPlan checked(Subject who, Account account, DeliveryForm form) {
        try {
            return plans.checked(account, plan(form), who.administers(account));
        } catch (Rejected fault) {
            if (who.administers(account)) throw fault;
            throw new Rejected(fault.kind(), fault.faults().stream().map(f -> f.field().equals("mailbox") ? new Rejected.Fault("forward", f.pattern(), f.arguments()) : f).toList());
        }
    }

    private boolean isElsewhere(String address) { return domains.local().find(new Address("x", address.substring(address.lastIndexOf('@') + 1)).domainKey()).isEmpty(); }
}
