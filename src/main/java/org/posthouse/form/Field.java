package org.posthouse.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record component of a [Form]. Without it a component is an ordinary field of the card before it.
@Retention(RetentionPolicy.RUNTIME) @Target(ElementType.RECORD_COMPONENT) public @interface Field {
    /// Begins or continues a card with the title `card.<name>`; empty continues the one before.
    String card() default "";

    Kind kind() default Kind.AUTOMATIC;

    /// Who sees and changes it; others keep what is stored.
    Audience[] who() default {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.OWNER, Audience.SELF};

    /// The browser's hint (HTML §4.10.18.7), such as `new-password`; empty for `off`.
    String autocomplete() default "";
}
