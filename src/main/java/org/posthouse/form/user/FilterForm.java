package org.posthouse.form.user;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.filter.Filter;
import org.posthouse.filter.FilterLine;
import org.posthouse.filter.Filters;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// What happens to an account's mail before it is delivered: lines of a simple editor, or a script.
///
/// @param problem   what went wrong when it ran last
/// @param waiting   addresses whose readers have not agreed yet to get the mail
/// @param sendAgain asks them once more
/// @param written   the lines as a script
@Form(id = "filter", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT)
public record FilterForm(
        @Field(card = "which") Filter.Kind kind,
        @Field(kind = Kind.SHOWN) String problem,
        @Field(kind = Kind.SHOWN) String waiting,
        boolean sendAgain,
        @Field(card = "lines") @Size(max = Filters.MAX_LINES) List<FilterLine> lines,
        @Field(card = "script", kind = Kind.PARAGRAPHS) @Size(max = Filters.MAX_SCRIPT) String script,
        @Field(kind = Kind.SHOWN) String written) { }
