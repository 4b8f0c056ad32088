package org.posthouse.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected.Fault;

/// The texts of one language, and how it writes dates, numbers and sizes.
public final class Texts {
    private static final Map<String, Map<String, String>> BUNDLES = new ConcurrentHashMap<>();
    private static final Map<Language, Texts> ALL = Map.of(Language.ENGLISH, new Texts(Language.ENGLISH), Language.JAPANESE, new Texts(Language.JAPANESE), Language.CHINESE, new Texts(Language.CHINESE));
    private static final String FAULTS = "faults";

    private final Language language;

    private Texts(Language language) { this.language = language; }

    public static Texts in(Language language) { return ALL.get(language); }

    public static Texts in(Locale locale) { return in(Language.of(locale)); }

    public Language language() { return language; }

    public Locale locale() { return language.locale(); }

    /// @param arguments texts stay as they are, numbers and dates are written as the language does
    public String get(String bundle, String key, Object... arguments) {
        return find(bundle, key).map(pattern -> arguments.length == 0 ? pattern : new MessageFormat(pattern, locale()).format(arguments)).orElse("??" + bundle + "." + key + "??");
    }

    /// Like [#get], or nothing: for texts that need not be there.
    public Optional<String> find(String bundle, String key) {
        var own = bundle(bundle, language).get(key);
        return Optional.ofNullable(own != null ? own : bundle(bundle, Language.ENGLISH).get(key));
    }

    public String fault(Fault fault) {
        var pattern = bundle(FAULTS, language).get(fault.key());
        if (pattern == null) return fault.message();
        return fault.arguments().isEmpty() ? pattern : new MessageFormat(pattern, locale()).format(fault.arguments().toArray());
    }

    public String date(LocalDate date) { return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale()).format(date); }

    public String time(Instant instant, ZoneId zone) { return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale()).format(instant.atZone(zone)); }

    public String number(long number) { return NumberFormat.getIntegerInstance(locale()).format(number); }

    /// Octets to people: "412 MB", in powers of 1,024.
    public String size(long octets) { return Size.about(octets, locale()); }

    static Map<String, String> bundle(String name, Language language) {
        return BUNDLES.computeIfAbsent(name + '_' + language.tag(), file -> {
            try (var in = Texts.class.getResourceAsStream(file + ".properties")) {
                if (in == null) return Map.of();
                var properties = new Properties();
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                return properties.stringPropertyNames().stream().collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
