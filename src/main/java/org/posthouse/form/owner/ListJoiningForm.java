package org.posthouse.form.owner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;
import org.posthouse.list.Joining.Policy;
import org.posthouse.list.Sight;

@Form(id = "list-joining", who = Audience.OWNER, scope = Scope.LIST)
public record ListJoiningForm(
        @Field(card = "joining") Policy other,
        Policy local,
        @Size(max = 200) List<String> domains,
        @Size(max = 200) List<String> localDomains,
        @Size(max = 2000) List<String> banned,
        @Field(card = "new") MemberState firstState,
        boolean welcome,
        boolean farewell,
        @Field(card = "mail") boolean joinByMail,
        boolean leaveByMail,
        boolean leaveConfirmed,
        boolean helpStrangers,
        @Field(card = "seen") Sight offered,
        Sight membersSeen,
        @Field(card = "left") @PositiveOrZero @Max(3650) int leftDays) { }
