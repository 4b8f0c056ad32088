package org.posthouse.form;

/// One of the things that can be picked.
public record Choice(String value, String label) { }
