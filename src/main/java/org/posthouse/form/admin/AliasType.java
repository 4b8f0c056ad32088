package org.posthouse.form.admin;

import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.routing.TypedAlias;

/// What an alias leads to.
public enum AliasType {
    ADDRESS, INCLUDE, PATH, COMMAND;

    static AliasType of(TypedAlias.Kind kind) { return valueOf(kind.name()); }

    TypedAlias.Kind kind() { return TypedAlias.Kind.valueOf(name()); }

    /// Files and programs of this machine are the postmasters' affair.
    void permitted(Subject who) {
        if (this != ADDRESS && !who.isPostmaster()) throw Rejected.invalid("type", "only a postmaster may let an alias use files and programs");
    }
}
