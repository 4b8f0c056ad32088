package org.posthouse.browser;

import java.util.List;
import java.util.stream.Stream;

/// How a page is looked at.
record Look(int width, boolean dark, String language) {
    static final int PHONE = 360, DESK = 1600;
    private static final boolean ALL = "all".equals(System.getProperty("posthouse.browser.looks"));
    static final List<String> LANGUAGES = List.of("en", "ja", "zh");

    static Look at(int width) { return new Look(width, false, "en"); }

    Look dark(boolean is) { return new Look(width, is, language); }

    Look in(String other) { return new Look(width, dark, other); }

    /// A phone in light and a desk in dark, which shows both widths and both palettes; with `-Dposthouse.browser.looks=all` each width in each.
    Stream<Look> everywhere() {
        return Stream.of(PHONE, DESK).flatMap(w -> Stream.of(false, true).map(d -> new Look(w, d, language))).filter(each -> ALL || each.dark == (each.width == DESK));
    }

    @Override public String toString() { return width + "-" + (dark ? "dark" : "light") + "-" + language; }
}
