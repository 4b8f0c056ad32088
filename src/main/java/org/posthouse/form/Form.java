package org.posthouse.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record: these components are a form that people fill in in a browser, by mail or over the API. Its texts are the bundle `org.posthouse.text.<id>`.
@Retention(RetentionPolicy.RUNTIME) @Target(ElementType.TYPE) public @interface Form {
    /// In paths of every face and in the history of changes, so it never changes: lower case and hyphens.
    String id();

    /// Who may open it; the handler asks more (whose account, which domain).
    Audience[] who();

    /// What it is about.
    Scope scope() default Scope.HOUSE;

    /// Makes a new thing, so there is nothing to load but defaults, and no version.
    boolean creates() default false;

    /// Takes something away or disturbs many; shown apart, with a name that ends in "…".
    boolean dangerous() default false;

    /// The old values can be applied again.
    boolean undoable() default true;

    /// What it shows follows from what is typed ([FormHandler#shown]), and can be looked at before anything is sent.
    boolean previews() default false;
}
