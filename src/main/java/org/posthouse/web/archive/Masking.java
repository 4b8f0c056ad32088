package org.posthouse.web.archive;

import java.util.regex.Pattern;

/// Addresses as strangers see them: `jane@…`, also those written for a link (`jane%40podunk.test`). Nothing is gone back over, however long a text is.
record Masking(boolean on) {
    private static final String DOMAIN = "\\[?[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++";
    private static final String LOCAL = "[\\p{L}\\p{N}._+'=/-]*+";
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\p{L}\\p{N}._%+'=/-])(?=[\\p{L}\\p{N}._%+'=/-])(" + LOCAL + "(?:%(?!40" + DOMAIN + ")" + LOCAL + ")*+(?:@|%40))" + DOMAIN + "\\]?");

    String of(String text) { return on ? ADDRESS.matcher(text).replaceAll("$1…") : text; }

    boolean hides(String text) { return on && ADDRESS.matcher(text).find(); }
}
