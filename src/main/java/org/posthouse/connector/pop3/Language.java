package org.posthouse.connector.pop3;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// A language that replies can be had in (RFC 6856 §3). Its texts are the file `texts_<tag>.properties` beside this class.
enum Language {
    ENGLISH("en", "English"), JAPANESE("ja", "日本語"), CHINESE("zh", "中文");

    private final String tag;
    private final String itself;
    private final Map<Text, String> texts = new EnumMap<>(Text.class);

    Language(String tag, String itself) {
        this.tag = tag;
        this.itself = itself;
        var file = new Properties();
        try (var in = new InputStreamReader(Language.class.getResourceAsStream("texts_" + tag + ".properties"), StandardCharsets.UTF_8)) {
            file.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (Text text : Text.values()) texts.put(text, file.getProperty(text.key()));
    }

    String tag() { return tag; }

    /// The language's name in the language itself.
    String itself() { return itself; }

    String say(Text text, Object... args) { return texts.get(text).formatted(args); }

    /// The best match for a basic language range: the range itself or what is left of it by dropping subtags from its end (RFC 4647 §3.4).
    static Optional<Language> matching(String range) {
        if (range.equals("*")) return Optional.of(ENGLISH);
        for (String rest = range.toLowerCase(Locale.ROOT); ; rest = rest.substring(0, rest.lastIndexOf('-'))) {
            for (Language language : values()) if (language.tag.equals(rest)) return Optional.of(language);
            if (rest.indexOf('-') < 0) return Optional.empty();
        }
    }
}
