package org.posthouse.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Needs no sign-in.
@Retention(RetentionPolicy.RUNTIME) @Target(ElementType.METHOD) @interface OpenToAll { }
