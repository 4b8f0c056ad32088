package org.posthouse.form;

/// A typed secret; empty when nothing was typed. Its text form shows nothing, and no face shows it again.
public record Secret(String reveal) {
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() { return reveal.isEmpty(); }

    @Override public String toString() { return isEmpty() ? "" : "…"; }
}
