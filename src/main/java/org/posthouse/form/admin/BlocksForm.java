package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.policy.BlockLine.Verdict;
import org.posthouse.policy.BlockLine.What;

/// Who is kept out.
@Form(id = "blocks", who = Audience.POSTMASTER)
public record BlocksForm(@Field(card = "lines") @Size(max = 1000) List<Line> lines) {
    /// See [org.posthouse.policy.BlockLine]; without a pattern it is none.
    public record Line(String pattern, What what, Verdict verdict) { }
}
