package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
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

/// A rule that is added behind the others; see [RuleForm].
@Form(id = "new-rule", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.THING, creates = true)
public record NewRuleForm(
        @Field(card = "rule") @NotBlank @Size(max = 100) String name,
        @Field(kind = Kind.PICK) String domain,
        Way way,
        @Field(card = "tests") Fits fits,
        @Size(max = 20) List<Test> tests,
        @Field(card = "acts") @Size(max = 10) List<Act> acts,
        boolean stops) { }
