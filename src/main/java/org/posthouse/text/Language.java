package org.posthouse.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The languages of the house.
public enum Language {
    ENGLISH("en", Locale.ENGLISH, "English"), JAPANESE("ja", Locale.JAPANESE, "日本語"), CHINESE("zh", Locale.SIMPLIFIED_CHINESE, "简体中文");

    private final String tag;
    private final Locale locale;
    private final String title;

    Language(String tag, Locale locale, String title) {
        this.tag = tag;
        this.locale = locale;
        this.title = title;
    }

    /// As in file names and in `?language=`.
    public String tag() { return tag; }

    public Locale locale() { return locale; }

    /// In itself.
    public String title() { return title; }

    /// For the `lang` attribute (BCP 47).
    public String bcp47() { return this == CHINESE ? "zh-Hans" : tag; }

    public static Language of(Locale locale) { return Arrays.stream(values()).filter(l -> l.tag.equals(locale.getLanguage())).findFirst().orElse(ENGLISH); }

    /// By a tag of BCP 47 such as `ja-JP`; empty for a language the house does not speak.
    public static Optional<Language> of(String tag) {
        var language = Locale.forLanguageTag(tag).getLanguage();
        return Arrays.stream(values()).filter(l -> l.tag.equals(language)).findFirst();
    }

    /// The first of ours in an Accept-Language field (RFC 9110 §12.5.4).
    public static Optional<Language> accepted(String field) {
        if (field == null || field.length() > 500) return Optional.empty();
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(field);
            return ranges.stream().filter(r -> r.getWeight() > 0).flatMap(r -> of(r.getRange()).stream()).findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
