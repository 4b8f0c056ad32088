package org.posthouse.browser;

import java.util.List;
import java.util.stream.Stream;

/// How a page is looked at.
record Look(int width, boolean dark, String language) {
    static final int PHONE = 360, DESK = 1600;
    static final List<String> LANGUAGES = List.of("en", "ja", "zh");

    static Look at(int width) { return new Look(width, false, "en"); }

    Look dark(boolean is) { return new Look(width, is, language); }

    Look in(String other) { return new Look(width, dark, other); }

    /// A phone and a desk, in light and dark.
    Stream<Look> everywhere() { return Stream.of(PHONE, DESK).flatMap(w -> Stream.of(false, true).map(d -> new Look(w, d, language))); }

    @Override public String toString() { return width + "-" + (dark ? "dark" : "light") + "-" + language; }
}
