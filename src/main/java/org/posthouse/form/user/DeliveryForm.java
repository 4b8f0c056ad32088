package org.posthouse.form.user;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.account.DeliveryPlan.Detail;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// Where an account's mail goes.
///
/// @param mailbox   there is one here at all; the administrator's to decide
/// @param waiting   those addresses whose readers have not agreed yet
/// @param sendAgain asks them once more
/// @param programs  names of registered ones that get the mail too
/// @param files     to which it is appended, `folder/name`
/// @param maildrops of this machine, as files; one that ends in `/` is a Maildir
@Form(id = "delivery", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT)
public record DeliveryForm(
        @Field(card = "forward") @Size(max = 100) List<String> forward,
        @Field(kind = Kind.SHOWN) String waiting,
        boolean sendAgain,
        boolean keepCopy,
        @Field(who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}) boolean mailbox,
        @Field(card = "detail") Detail detail,
        @Field(card = "machine", who = Audience.POSTMASTER) @Size(max = 20) List<String> programs,
        @Field(who = Audience.POSTMASTER) @Size(max = 20) List<String> files,
        @Field(who = Audience.POSTMASTER) @Size(max = 20) List<String> maildrops) { }
