package org.posthouse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.FormHandler;

/// Every text that a person can meet is there in every language, says the same, and is met by somebody.
class BundlesTest {
    private static final Path TEXTS = Path.of("src/main/resources/org/posthouse/text"), SOURCES = Path.of("src/main/java/org/posthouse"), TEMPLATES = Path.of("src/main/jte");
    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(Path.of("target/classes/org/posthouse"));
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
    /// Given the name of the thing as an argument, so that an apostrophe in them has to be doubled like in a text with arguments.
    private static final Set<String> PATTERNS = Set.of("title", "lead", "done");

    // ---- in three languages ----

    @Test void everyTextIsThereInEveryLanguage() throws IOException {
        var missing = new TreeSet<String>();
        for (var bundle : bundles()) {
            if (bundle.equals("faults")) continue;                       // English stands in the sources
            for (var language : Language.values())
                Stream.of(Language.values()).flatMap(other -> Texts.bundle(bundle, other).keySet().stream()).filter(key -> !Texts.bundle(bundle, language).containsKey(key)).forEach(key -> missing.add(bundle + "_" + language.tag() + ": " + key));
        }
        assertEquals(Set.of(), missing, () -> lines(missing));
    }

    @Test void everyLanguageSaysItWithTheSameArguments() throws IOException {
        var others = new TreeSet<String>();
        for (var bundle : bundles()) {
            if (bundle.equals("faults")) continue;
            Texts.bundle(bundle, Language.ENGLISH).forEach((key, english) -> {
                for (var language : Language.values()) {
                    var text = Texts.bundle(bundle, language).getOrDefault(key, english);
                    if (!arguments(text).equals(arguments(english))) others.add(bundle + "_" + language.tag() + ": " + key + " has " + arguments(text) + ", not " + arguments(english));
                }
            });
        }
        assertEquals(Set.of(), others, () -> lines(others));
    }

    @Test void textsWithArgumentsArePatternsAndOthersStandAsTheyAre() throws IOException {
        var wrong = new TreeSet<String>();
        for (var bundle : bundles()) for (var language : Language.values()) Texts.bundle(bundle, language).forEach((key, text) -> {
            boolean pattern = !arguments(text).isEmpty() || PATTERNS.contains(key) && isForm(bundle);
            boolean single = text.replace("''", "").contains("'"), twice = text.contains("''");
            if (pattern && single) wrong.add(bundle + "_" + language.tag() + ": " + key + " loses its apostrophe");
            if (!pattern && twice) wrong.add(bundle + "_" + language.tag() + ": " + key + " shows two apostrophes");
            try {
                if (pattern) new MessageFormat(text, language.locale());
            } catch (IllegalArgumentException e) {
                wrong.add(bundle + "_" + language.tag() + ": " + key + ": " + e.getMessage());
            }
        });
        assertEquals(Set.of(), wrong, () -> lines(wrong));
    }

    /// Names and single words may be the same.
    @Test void nothingIsLeftInEnglish() throws IOException {
        var left = new TreeSet<String>();
        for (var bundle : bundles()) for (var language : List.of(Language.JAPANESE, Language.CHINESE)) Texts.bundle(bundle, language).forEach((key, text) -> {
            boolean words = Pattern.compile("[a-z]{3,} [a-z]{2,}").matcher(text).find();
            if (words && text.codePoints().noneMatch(c -> Character.isIdeographic(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA || Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA))
                left.add(bundle + "_" + language.tag() + ": " + key + " = " + text);
        });
        assertEquals(Set.of(), left, () -> lines(left));
    }

    /// Properties keep the last of two lines with the same key and say nothing.
    @Test void noKeyStandsTwice() throws IOException {
        var twice = new TreeSet<String>();
        try (var files = Files.list(TEXTS)) {
            for (var file : files.toList()) {
                var seen = new HashSet<String>();
                for (var line : Files.readAllLines(file)) {
                    var key = line.strip().split("=", 2)[0].strip();
                    if (!line.isBlank() && !line.strip().startsWith("#") && line.contains("=") && !seen.add(key)) twice.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertEquals(Set.of(), twice, () -> lines(twice));
    }

    // ---- forms ----

    @Test void everyFormHasAHandler() {
        var handled = HOUSE.stream().filter(type -> type.isAssignableTo(FormHandler.class) && !type.isInterface()).map(type -> handled(type.reflect())).collect(Collectors.toSet());
        var alone = forms().values().stream().filter(form -> !handled.contains(form)).map(Class::getSimpleName).toList();
        assertEquals(List.of(), alone, "forms without a handler");
    }

    @Test void everyFormHasAllItsTexts() {
        var missing = new TreeSet<String>();
        forms().forEach((id, form) -> needed(form).stream().filter(key -> !Texts.bundle(id, Language.ENGLISH).containsKey(key)).forEach(key -> missing.add(id + ": " + key)));
        assertEquals(Set.of(), missing, () -> lines(missing));
    }

    // ---- what the sources say ----

    @Test void everyTextOfPagesIsThere() throws IOException {
        var missing = new TreeSet<String>();
        var named = Pattern.compile("(?:\\.get|\\.find)\\(\"([a-z-]+)\", \"([A-Za-z0-9.-]+)\"");
        var frame = Pattern.compile("\\.frame\\(\"([A-Za-z0-9.-]+)\"");
        for (var source : sources()) {
            var m = named.matcher(source);
            while (m.find()) if (bundles().contains(m.group(1)) && !m.group(2).endsWith(".") && !m.group(2).endsWith("-")) need(missing, m.group(1), m.group(2));
            var f = frame.matcher(source);
            while (f.find()) if (!f.group(1).endsWith(".")) need(missing, "frame", f.group(1));
        }
        assertEquals(Set.of(), missing, () -> lines(missing));
    }

    /// A text is met when a form needs it, or when a source names its key or what the key begins with.
    @Test void noTextIsThereForNobody() throws IOException {
        var literals = new HashSet<String>();
        var literal = Pattern.compile("\"([A-Za-z0-9][A-Za-z0-9._-]*)\"");
        for (var source : sources()) {
            var m = literal.matcher(source);
            while (m.find()) literals.add(m.group(1));
        }
        var unmet = new TreeSet<String>();
        for (var bundle : bundles()) {
            if (bundle.equals("faults")) continue;
            var needed = forms().containsKey(bundle) ? needed(forms().get(bundle)) : Set.<String>of();
            for (var key : Texts.bundle(bundle, Language.ENGLISH).keySet()) {
                boolean help = key.endsWith(".help") && needed.contains(key.substring(0, key.length() - 5)) || key.equals("link");
                boolean begun = Stream.iterate(key.lastIndexOf('.'), dot -> dot > 0, dot -> key.lastIndexOf('.', dot - 1)).anyMatch(dot -> literals.contains(key.substring(0, dot + 1)) || literals.contains(key.substring(0, dot)));
                if (!needed.contains(key) && !help && !literals.contains(key) && !begun) unmet.add(bundle + ": " + key);
            }
        }
        assertEquals(Set.of(), unmet, () -> lines(unmet));
    }

    /// Whatever a module refuses is a literal pattern, so that it can be said in every language.
    @Test void everyFaultIsSaidInEveryLanguage() throws IOException {
        var wrong = new TreeSet<String>();
        var patterns = faults(wrong);
        assertTrue(patterns.size() > 50, () -> "patterns were found: " + patterns.size());
        for (var language : List.of(Language.JAPANESE, Language.CHINESE)) for (var pattern : patterns) {
            var text = Texts.bundle("faults", language).get(new Fault("", pattern).key());
            if (text == null) wrong.add("faults_" + language.tag() + ": " + new Fault("", pattern).key() + "=" + pattern);
            else if (!arguments(pattern).containsAll(arguments(text))) wrong.add("faults_" + language.tag() + ": " + new Fault("", pattern).key() + " has arguments that are not there");
        }
        assertEquals(Set.of(), wrong, () -> lines(wrong));
    }

    @Test void noFaultIsTranslatedForNobody() throws IOException {
        var keys = faults(new TreeSet<>()).stream().map(pattern -> new Fault("", pattern).key()).collect(Collectors.toSet());
        var unmet = new TreeSet<String>();
        for (var language : List.of(Language.JAPANESE, Language.CHINESE)) Texts.bundle("faults", language).keySet().stream().filter(key -> !keys.contains(key)).forEach(key -> unmet.add("faults_" + language.tag() + ": " + key));
        assertEquals(Set.of(), unmet, () -> lines(unmet));
    }

    // ---- reading ----

    /// Calls that make a fault, and the place of the pattern among what they are given.
    private static final Map<String, Integer> FAULT_CALLS = Map.of("Rejected.invalid(", 1, "Rejected.conflict(", 1, "Rejected.absent(", 1, "new Fault(", 1, "new Rejected.Fault(", 1, "wrong(", 1, "bad(", 0, "Prepared.Bad(", 0);

    /// Every pattern in the sources that is given to a person; what is put together of pieces goes to `wrong`.
    private static Set<String> faults(Set<String> wrong) throws IOException {
        var patterns = new TreeSet<String>();
        var literal = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
        var constraint = Pattern.compile("@[A-Z]\\w+\\([^()]*message = \"([^{\"][^\"]*)\"");
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java") && !f.toString().matches(".*/(connector|launcher|mime|wire|store|delivery|appliance/Catch).*") && !f.endsWith("Rejected.java") && !f.endsWith("Fault.java")).toList()) {
                var source = Files.readString(file);
                var c = constraint.matcher(source);
                while (c.find()) patterns.add(c.group(1));
                FAULT_CALLS.forEach((call, place) -> {
                    for (int at = source.indexOf(call); at >= 0; at = source.indexOf(call, at + 1)) {
                        if (at > 0 && Character.isJavaIdentifierPart(source.charAt(at - 1)) || call.startsWith("Prepared") && source.startsWith("case ", Math.max(0, at - 14))) continue;
                        var given = given(source, at + call.length());
                        if (given.size() <= place) continue;
                        var pattern = given.get(place);
                        var m = literal.matcher(pattern);
                        if (pattern.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "").contains("+") && pattern.contains("\"")) wrong.add(file.getFileName() + ": put together of pieces, no pattern: " + pattern.strip());
                        else if (pattern.strip().startsWith("\"") || pattern.contains("?")) while (m.find()) patterns.add(m.group(1).replace("\\\"", "\""));
                    }
                });
            }
        }
        return patterns;
    }

    /// The arguments of a call, as they stand there.
    private static List<String> given(String source, int from) {
        var given = new ArrayList<String>();
        int depth = 0;
        boolean quoted = false;
        var current = new StringBuilder();
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '"' && source.charAt(i - 1) != '\\') quoted = !quoted;
            if (!quoted && (c == '(' || c == '[' || c == '{')) depth++;
            if (!quoted && (c == ')' || c == ']' || c == '}') && depth-- == 0) break;
            if (c == ',' && !quoted && depth == 0) {
                given.add(current.toString());
                current.setLength(0);
            } else {
                current.append(c);
            }
        }
        given.add(current.toString());
        return given;
    }

    private static Set<String> needed(Class<?> form) {
        var needed = new TreeSet<>(List.of("title", "lead", "save", "done"));
        for (var part : form.getRecordComponents()) {
            needed.add(part.getName());
            var field = part.getAnnotation(Field.class);
            if (field != null && !field.card().isEmpty()) needed.add("card." + field.card());
            constants(part).forEach(constant -> needed.add(part.getName() + "." + constant));
            if (item(part).isRecord() && part.getType() == List.class) for (var column : item(part).getRecordComponents()) {
                needed.add(part.getName() + "." + column.getName());
                constants(column).forEach(constant -> needed.add(part.getName() + "." + column.getName() + "." + constant));
            }
        }
        return needed;
    }

    private static List<String> constants(RecordComponent part) {
        return part.getType().isEnum() ? Arrays.stream(part.getType().getEnumConstants()).map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-')).toList() : List.of();
    }

    private static Class<?> item(RecordComponent part) { return part.getGenericType() instanceof ParameterizedType p && p.getActualTypeArguments()[0] instanceof Class<?> c ? c : part.getType(); }

    private static Map<String, Class<?>> forms() {
        return HOUSE.stream().filter(type -> type.isAnnotatedWith(Form.class)).map(type -> (Class<?>) type.reflect()).collect(Collectors.toMap(type -> type.getAnnotation(Form.class).id(), type -> type, (a, b) -> {
            throw new AssertionError(a + " and " + b + " have the same id");
        }, TreeMap::new));
    }

    private static boolean isForm(String bundle) { return forms().containsKey(bundle); }

    private static Class<?> handled(Class<?> handler) {
        for (var type : handler.getGenericInterfaces()) if (type instanceof ParameterizedType p && p.getRawType() == FormHandler.class && p.getActualTypeArguments()[0] instanceof Class<?> form) return form;
        return Object.class;
    }

    private static Set<String> bundles() throws IOException {
        try (var files = Files.list(TEXTS)) {
            return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".properties")).map(f -> f.replaceFirst("_[a-z]{2}\\.properties$", "")).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> sources() throws IOException {
        var all = new ArrayList<String>();
        for (var root : List.of(SOURCES, TEMPLATES))
            try (var files = Files.walk(root)) {
                for (var file : files.filter(f -> f.toString().matches(".*\\.(java|jte)")).toList()) all.add(Files.readString(file));
            }
        return all;
    }

    private static void need(Set<String> missing, String bundle, String key) {
        if (!Texts.bundle(bundle, Language.ENGLISH).containsKey(key)) missing.add(bundle + ": " + key);
    }

    private static Set<String> arguments(String text) { return ARGUMENT.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new)); }

    private static String lines(Set<String> all) { return "\n  " + String.join("\n  ", all) + "\n"; }
}
