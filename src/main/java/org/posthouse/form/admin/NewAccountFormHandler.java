package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.AccountTemplates;
import org.posthouse.account.Accounts;
import org.posthouse.account.MailboxLimits;
import org.posthouse.account.NewPassword;
import org.posthouse.account.Role;
import org.posthouse.delivery.Greetings;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;

@ApplicationScoped class NewAccountFormHandler implements FormHandler<NewAccountForm> {
    @Inject Accounts accounts;
    @Inject AccountTemplates templates;
    @Inject Wards wards;
    @Inject TypedPasswords typed;
    @Inject Localities localities;
    @Inject Greetings greetings;

    @Override public Loaded<NewAccountForm> load(Subject who, Key key) {
        var t = templates.now();
        return Loaded.of(new NewAccountForm("", "", List.of(), "", t.fromRewrite(), Secret.NONE, Secret.NONE, false, false, "", t.limits().mailboxBytes(), t.limits().messages(), t.limits().messageBytes(),
                t.expiryDays(), t.listed(), t.language(), t.timeZone()));
    }

    @Override public Work apply(Subject who, Key key, NewAccountForm form) {
        var password = password(form);
        if (!form.link() && !form.linkTo().isBlank()) throw Rejected.invalid("linkTo", "is only of use with the link");
        var addresses = Stream.concat(Stream.of(form.address()), form.otherAddresses().stream()).toList();
        var plan = new AccountPlan(form.name(), addresses, Optional.of(form.login()), Role.USER, false, form.fromRewrite(),
                new MailboxLimits(form.maxMailboxBytes(), form.maxMessages(), form.maxMessageBytes()), form.expiryDays(), List.of(), "", form.listed(), form.language(), form.timeZone(), false);
        return () -> {
            try {
                wards.withinReach(who, List.of(), addresses);
                var account = accounts.open(plan, password);
                if (form.link()) greetings.invite(account.id(), form.linkTo().strip());
                return Applied.to(Key.of(account.id()), account.name()).then("/admin/account/" + account.id());
            } catch (Rejected rejected) {
                throw told(rejected, form);
            }
        };
    }

    private Optional<NewPassword> password(NewAccountForm form) {
        if ((form.noPassword() || form.link()) && form.password().isEmpty() && form.again().isEmpty()) return Optional.empty();
        if (form.noPassword()) throw Rejected.invalid("noPassword", "a password was typed too; choose one of the two");
        if (form.password().isEmpty()) throw Rejected.invalid("password", "type one, or open the account without");
        return Optional.of(typed.twice(form.password(), form.again()));
    }

    /// The module knows one list of addresses; here the first has a field of its own, and what is said of all is said there.
    private static Rejected told(Rejected rejected, NewAccountForm form) {
        var faults = new ArrayList<Fault>();
        for (var fault : rejected.faults()) {
            boolean other = fault.field().equals("addresses") && form.otherAddresses().stream().anyMatch(a -> fault.arguments().contains('"' + a + '"'));
            faults.add(fault.field().equals("addresses") ? new Fault(other ? "otherAddresses" : "address", fault.pattern(), fault.arguments()) : fault);
        }
        return new Rejected(rejected.kind(), faults);
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) {
        var t = templates.now();
        return localities.choices(who, field, field.equals("language") ? t.language() : t.timeZone());
    }
}
