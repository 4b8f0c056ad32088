package org.posthouse.list;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.posthouse.domain.Rejected;
import org.posthouse.list.Enrolment.Newcomer;
import org.posthouse.routing.Addresses;

/// People as text: an address a line, as Majordomo keeps them and Mailman's `list_members` writes them, `Jane Doe <jane@podunk.test>`, `jane@podunk.test (Jane Doe)`, or CSV (RFC 4180) with or without a header.
/// What export writes, import reads. A cell that a spreadsheet would take for a formula is written with an apostrophe before it, which is taken off again.
public final class MemberTable {
    public static final List<String> COLUMNS = List.of("address", "name", "state", "digest", "language", "since");
    private static final Map<String, String> HEADINGS = Map.of("address", "address", "email", "address", "e-mail", "address", "mail", "address", "name", "name", "realname", "name", "display_name", "name", "state", "state", "digest", "digest", "language", "language");
    /// Without a header the cells stand in this order.
    private static final List<String> ORDER = List.of("address", "name", "state", "digest", "language");
    private static final Pattern ANGLED = Pattern.compile("\\s*(.*?)\\s*<\\s*([^<>\\s]+)\\s*>[\\s,;]*");
    private static final Pattern COMMENTED = Pattern.compile("\\s*(\\S+@\\S+)\\s+\\((.*)\\)\\s*");
    private static final String FORMULA = "=+-@\t\r";
    private static final int MOST_NAME = 200;

    private MemberTable() { }

    /// Lines that say nothing, or begin with `#`, are passed over; what is no address is told when it is to be added.
    ///
    /// @throws Rejected INVALID `people` for more than [Enrolment#MOST]
    public static List<Newcomer> read(String text) {
        var lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        var people = new ArrayList<Newcomer>();
        var columns = Optional.<List<String>>empty();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            if (people.size() == Enrolment.MOST) throw Rejected.invalid("people", "at most {0} at a time", Enrolment.MOST);
            if (people.isEmpty() && columns.isEmpty()) {
                columns = header(line);
                if (columns.isPresent()) continue;
            }
            people.add(person(i + 1, line, columns));
        }
        return people;
    }

    private static Optional<List<String>> header(String line) {
        if (line.indexOf('@') >= 0) return Optional.empty();
        var columns = cells(line).stream().map(cell -> HEADINGS.getOrDefault(cell.strip().toLowerCase(Locale.ROOT), "")).toList();
        return columns.contains("address") ? Optional.of(columns) : Optional.empty();
    }

    private static Newcomer person(long number, String line, Optional<List<String>> columns) {
        if (columns.isEmpty()) {
            var angled = ANGLED.matcher(line);
            if (angled.matches()) return new Newcomer(number, angled.group(2), name(angled.group(1)), "", Optional.empty(), Optional.empty());
            var commented = COMMENTED.matcher(line);
            if (commented.matches()) return new Newcomer(number, commented.group(1), name(commented.group(2)), "", Optional.empty(), Optional.empty());
            if (Addresses.read(line).isPresent()) return Newcomer.of(number, line);
        }
        var cells = cells(line);
        var named = new HashMap<String, String>();
        var order = columns.orElse(ORDER);
        for (int i = 0; i < Math.min(cells.size(), order.size()); i++) named.put(order.get(i), plain(cells.get(i).strip()));
        return new Newcomer(number, named.getOrDefault("address", ""), name(named.getOrDefault("name", "")), language(named.getOrDefault("language", "")), state(named), format(named));
    }

    /// RFC 5322 §3.2.4: a quoted string, or words.
    private static String name(String text) {
        var name = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
        var line = name.codePoints().filter(c -> !Character.isISOControl(c)).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        return line.length() > MOST_NAME ? line.substring(0, MOST_NAME) : line;
    }

    private static String language(String text) { return Stream.of("en", "ja", "zh").filter(tag -> text.toLowerCase(Locale.ROOT).startsWith(tag)).findFirst().orElse(""); }

    private static Optional<Member.State> state(Map<String, String> cells) {
        var state = cells.getOrDefault("state", "").toUpperCase(Locale.ROOT);
        return switch (state) {
            case "ON", "ENABLED", "REGULAR", "STANDARD" -> Optional.of(Member.State.ON);
            case "OFF", "NOMAIL", "DISABLED" -> Optional.of(Member.State.OFF);
            case "DIGEST", "DIGESTED" -> Optional.of(Member.State.DIGEST);
            default -> Optional.empty();
        };
    }

    private static Optional<Digesting.Format> format(Map<String, String> cells) {
        return Arrays.stream(Digesting.Format.values()).filter(format -> format.name().equalsIgnoreCase(cells.getOrDefault("digest", ""))).findFirst();
    }

    private static List<String> cells(String line) {
        char separator = line.indexOf('\t') >= 0 ? '\t' : line.indexOf(',') < 0 && line.indexOf(';') >= 0 ? ';' : ',';
        try (var parser = CSVFormat.RFC4180.builder().setDelimiter(separator).setTrim(true).get().parse(new StringReader(line))) {
            return parser.stream().findFirst().map(record -> record.stream().toList()).orElse(List.of());
        } catch (IOException | UncheckedIOException | IllegalStateException _) {
            return List.of(line);                                        // a quote too much: told as what it is
        }
    }

    private static String plain(String cell) { return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0 ? cell.substring(1) : cell; }

    /// A row for each, which [#read] takes again.
    public static String row(Member member) {
        return line(Stream.of(member.address(), member.name(), member.state().name(), member.format().name(), member.language(), member.since().toString()));
    }

    public static String line(Stream<String> cells) { return String.join(",", cells.map(MemberTable::cell).toList()) + "\r\n"; }

    private static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n') || !safe.strip().equals(safe) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
