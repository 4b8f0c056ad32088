package org.posthouse.form;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected;
import org.posthouse.text.Size;

/// One component of a form: how its value is written as texts, and read from them. Every face and the history use these texts.
///
/// @param card  it stands in; the one before when empty
/// @param kind  never AUTOMATIC
/// @param item  the enum of a choice, the record of rows, else the component's type
/// @param limit characters that the component's `@Size` allows, 0 for the kind's own limit
/// @param items lines or rows that it may have
public record Part(String name, String card, Kind kind, Set<Audience> who, String autocomplete, Method accessor, Class<?> type, Class<?> item, int limit, int items, boolean needed) {
    private static final int LINE_LIMIT = 2000;
    private static final int PARAGRAPHS_LIMIT = 64 << 10;
    private static final int FILE_LIMIT = 8 << 20;
    private static final int LIST_LIMIT = 1000;

    static Part of(RecordComponent component) {
        var field = component.getAnnotation(Field.class);
        var kind = field == null || field.kind() == Kind.AUTOMATIC ? kind(component) : field.kind();
        var who = field == null ? Set.of(Audience.values()) : Set.of(field.who());
        component.getAccessor().setAccessible(true);
        return new Part(component.getName(), field == null ? "" : field.card(), kind, who, field == null ? "" : field.autocomplete(), component.getAccessor(), component.getType(), item(component),
                Constraint.longest(component), Math.max(LIST_LIMIT, Constraint.most(component)), Constraint.needed(component));
    }

    private static Kind kind(RecordComponent component) {
        var type = component.getType();
        if (type == boolean.class) return Kind.FLAG;
        if (type == int.class || type == long.class) return Kind.NUMBER;
        if (type.isEnum()) return Kind.CHOICE;
        if (type == Secret.class) return Kind.SECRET;
        if (type == Optional.class) return Kind.DATE;
        if (type == List.class) return item(component).isRecord() ? Kind.ROWS : Kind.LINES;
        return Kind.LINE;
    }

    private static Class<?> item(RecordComponent component) {
        Type generic = component.getGenericType();
        return generic instanceof ParameterizedType p && p.getActualTypeArguments()[0] instanceof Class<?> c ? c : component.getType();
    }

    /// People of this kind see it and change it.
    public boolean isFor(Subject subject) { return who.stream().anyMatch(subject::is); }

    public boolean isSecret() { return type == Secret.class; }

    /// The labels of a choice: names in lower case with hyphens.
    public List<String> constants() {
        return item.isEnum() ? Arrays.stream(item.getEnumConstants()).map(Part::label).toList() : List.of();
    }

    /// Fields of each row.
    public List<Part> columns() { return kind == Kind.ROWS ? Arrays.stream(item.getRecordComponents()).map(Part::of).toList() : List.of(); }

    /// A value as texts: one, or one an item of a list.
    List<String> write(Object value) {
        return switch (value) {
            case null -> List.of();
            case Secret _ -> List.of();
            case List<?> items when kind == Kind.ROWS -> items.stream().map(this::row).toList();
            case List<?> items -> items.stream().map(Object::toString).toList();
            case Optional<?> date -> List.of(date.map(Object::toString).orElse(""));
            case Enum<?> constant -> List.of(label(constant));
            case Long octets when kind == Kind.OCTETS -> List.of(Size.exact(octets));
            default -> List.of(value.toString());
        };
    }

    private String row(Object record) { return columns().stream().map(c -> c.name + "=" + URLEncoder.encode(String.join("\n", c.write(c.value(record))), StandardCharsets.UTF_8)).collect(Collectors.joining("&")); }

    /// The fields of a row as [#write] put them into one text.
    public static Map<String, String> cells(String row) {
        var cells = new HashMap<String, String>();
        for (var cell : row.split("&")) {
            int equals = cell.indexOf('=');
            if (equals > 0) cells.put(cell.substring(0, equals), URLDecoder.decode(cell.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return cells;
    }

    /// What [#cells] reads.
    public static String row(Map<String, String> cells) {
        return cells.entrySet().stream().map(c -> c.getKey() + "=" + URLEncoder.encode(c.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    Object value(Object record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws Rejected INVALID with this name
    Object read(List<String> texts) {
        var text = texts.isEmpty() ? "" : texts.getFirst();
        return switch (kind) {
            case FLAG -> flag(text);
            case NUMBER -> number(text);
            case OCTETS -> Size.read(text.isBlank() ? "0" : text).orElseThrow(() -> bad("must be a size such as 500 MB or 2 GB, or 0"));
            case CHOICE -> Arrays.stream(item.getEnumConstants()).filter(c -> label(c).equals(text)).findFirst().orElseThrow(() -> bad("is not one of the choices"));
            case DATE -> date(text.strip());
            case SECRET -> new Secret(capped(text, LINE_LIMIT));
            case LINES -> lines(texts);
            case ROWS -> rows(texts);
            case PARAGRAPHS -> capped(text.replace("\r\n", "\n"), PARAGRAPHS_LIMIT);
            case FILE -> isSecret() ? new Secret(capped(text, FILE_LIMIT)) : capped(text, FILE_LIMIT);
            default -> line(text);
        };
    }

    private Object flag(String text) {
        return switch (text) {
            case "true", "on" -> true;
            case "false", "" -> false;
            default -> throw bad("must be true or false");
        };
    }

    private Object number(String text) {
        var digits = text.strip();
        if (!digits.matches("-?\\d{1,18}")) throw bad("must be a whole number");
        long value = Long.parseLong(digits);
        if (type == long.class) return value;
        if (value != (int) value) throw bad("must be a whole number");
        return (int) value;
    }

    private Object date(String text) {
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw bad("must be a date such as 2026-12-31");
        }
    }

    private String line(String text) {
        var stripped = capped(text.strip(), LINE_LIMIT);
        if (stripped.codePoints().anyMatch(Character::isISOControl)) throw bad("must not have control characters");
        return stripped;
    }

    /// Faces give a list as it is, browsers one text with an item a line.
    private List<String> lines(List<String> texts) {
        var items = texts.stream().flatMap(String::lines).map(this::line).filter(l -> !l.isEmpty()).toList();
        if (items.size() > this.items) throw bad("at most {0} lines", this.items);
        return items;
    }

    private Object rows(List<String> texts) {
        if (texts.size() > items) throw bad("at most {0} lines", items);
        var shape = new Shape<>(item.asSubclass(Record.class));
        return texts.stream().map(Part::cells).filter(this::isFilled).map(this::withChoices)
                .map(cells -> shape.make(cells.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, c -> List.of(c.getValue()))), this::inRow)).toList();
    }

    /// Something was typed into the row, or chosen: an empty row has the first of each choice.
    public boolean isFilled(Map<String, String> cells) { return columns().stream().anyMatch(column -> column.isFilled(cells.getOrDefault(column.name, ""))); }

    private boolean isFilled(String text) { return !text.isBlank() && !text.equals("false") && !(kind == Kind.CHOICE && text.equals(constants().getFirst())); }

    /// A choice that was left out is the first one.
    private Map<String, String> withChoices(Map<String, String> cells) {
        var whole = new HashMap<>(cells);
        for (var column : columns()) if (column.kind == Kind.CHOICE && whole.getOrDefault(column.name, "").isEmpty()) whole.put(column.name, column.constants().getFirst());
        return whole;
    }

    private Rejected inRow(Rejected fault) { return new Rejected(Rejected.Kind.INVALID, List.of(new Rejected.Fault(name, fault.faults().getFirst().pattern(), fault.faults().getFirst().arguments()))); }

    private String capped(String text, int most) {
        if (text.length() > most) throw bad("at most {0} characters", most);
        return text;
    }

    private Rejected bad(String pattern, Object... arguments) { return Rejected.invalid(name, pattern, arguments); }

    private static String label(Object constant) { return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'); }
}
