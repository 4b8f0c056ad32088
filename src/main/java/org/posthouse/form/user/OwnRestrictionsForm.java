package org.posthouse.form.user;

import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Form;
import org.posthouse.form.Scope;

/// From where one's own account may be used.
@Form(id = "own-restrictions", who = Audience.SELF, scope = Scope.ACCOUNT)
public record OwnRestrictionsForm(List<String> restrictions) { }
