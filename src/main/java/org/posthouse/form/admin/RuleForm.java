package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.form.admin.RuleRows.Act;
import org.posthouse.form.admin.RuleRows.Fits;
import org.posthouse.form.admin.RuleRows.Test;
import org.posthouse.policy.Rule.Way;

/// A rule for mail.
///
/// @param domain whose mail, in words
/// @param place  among the rules of its domain, from 1
@Form(id = "rule", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.THING)
public record RuleForm(
        @Field(card = "rule") @NotBlank @Size(max = 100) String name,
        @Field(kind = Kind.SHOWN) String domain,
        boolean active,
        Way way,
        @Positive int place,
        @Field(card = "tests") Fits fits,
        @Size(max = 20) List<Test> tests,
        @Field(card = "acts") @Size(max = 10) List<Act> acts,
        boolean stops) { }
