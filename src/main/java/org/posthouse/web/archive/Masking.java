package org.posthouse.web.archive;

import java.util.regex.Pattern;

/// Addresses as strangers see them: `jane@…`.
record Masking(boolean on) {
    private static final Pattern ADDRESS = Pattern.compile("([\\p{L}\\p{N}._%+'=/-]{1,64}@)\\[?[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+\\]?");

    String of(String text) { return on ? ADDRESS.matcher(text).replaceAll("$1…") : text; }

    boolean hides(String text) { return on && ADDRESS.matcher(text).find(); }
}
