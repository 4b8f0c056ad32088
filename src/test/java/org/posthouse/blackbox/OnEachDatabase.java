package org.posthouse.blackbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The class runs once on H2 and once on MariaDB; its constructor takes the [Database].
@Retention(RetentionPolicy.RUNTIME) @Target(ElementType.TYPE)
@ParameterizedClass(name = "on {0}") @MethodSource("org.posthouse.blackbox.Database#available")
@interface OnEachDatabase { }
