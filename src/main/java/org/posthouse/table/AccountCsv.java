package org.posthouse.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.posthouse.account.Account;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.FromRewrite;
import org.posthouse.account.MailboxLimits;
import org.posthouse.account.Role;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// Accounts as CSV (RFC 4180) in UTF-8 with a header row; `name` and `address` are needed, the other columns may be left out, and an empty cell says nothing.
/// What export writes, import reads. A cell that a spreadsheet would take for a formula is written with an apostrophe before it, which import takes off again.
public final class AccountCsv {
    public static final List<String> COLUMNS = List.of("name", "address", "login", "otherAddresses", "role", "locked", "fromRewrite", "maxMailboxBytes", "maxMessages",
            "maxMessageBytes", "expiryDays", "restrictions", "finger", "listed", "language", "timeZone");
    /// Rows in one import.
    public static final int MAX_ROWS = 10_000;
    /// 10,000 rows of 800 octets.
    public static final long MAX_OCTETS = 8 << 20;
    private static final Set<String> NEEDED = Set.of("name", "address");
    private static final String FORMULA = "=+-@\t\r";

    private AccountCsv() { }

    /// One row under the header.
    ///
    /// @param line  where it begins, the header being 1
    /// @param cells by column; only those that say something
    public record Row(long line, Map<String, String> cells) {
        String address() { return cells.getOrDefault("address", ""); }

        /// As it came: the apostrophe rule is not for secrets.
        Optional<String> password() { return Optional.ofNullable(cells.get("password")); }

        /// @throws Rejected INVALID for a cell that cannot be read
        AccountPlan over(AccountPlan base) {
            var addresses = cells.containsKey("otherAddresses") ? Stream.concat(Stream.of(address()), Arrays.stream(words("otherAddresses"))).toList()
                    : base.addresses().isEmpty() ? List.of(address()) : base.addresses();
            var limits = new MailboxLimits(number("maxMailboxBytes", base.limits().mailboxBytes()), number("maxMessages", base.limits().messages()),
                    number("maxMessageBytes", base.limits().messageBytes()));
            return new AccountPlan(text("name", base.name()), addresses, Optional.ofNullable(cells.get("login")).or(base::login),
                    choice("role", Role::of).orElse(base.role()), flag("locked", base.locked()), choice("fromRewrite", FromRewrite::of).orElse(base.fromRewrite()),
                    limits, (int) Math.clamp(number("expiryDays", base.expiryDays()), -1L, Integer.MAX_VALUE),
                    cells.containsKey("restrictions") ? List.of(words("restrictions")) : base.restrictions(),
                    text("finger", base.finger()), flag("listed", base.listed()), text("language", base.language()), text("timeZone", base.timeZone()), base.apop());
        }

        private String text(String column, String otherwise) { return cells.getOrDefault(column, otherwise); }

        private String[] words(String column) { return cells.get(column).strip().split("\\s+"); }

        private long number(String column, long otherwise) {
            var cell = cells.get(column);
            if (cell == null) return otherwise;
            if (!cell.matches("\\d{1,18}")) throw Rejected.invalid(column, "must be a whole number");
            return Long.parseLong(cell);
        }

        private boolean flag(String column, boolean otherwise) {
            return switch (cells.get(column)) {
                case null -> otherwise;
                case "true", "yes", "1" -> true;
                case "false", "no", "0" -> false;
                default -> throw Rejected.invalid(column, "must be true or false");
            };
        }

        private <T> Optional<T> choice(String column, java.util.function.Function<String, Optional<T>> labels) {
            var cell = cells.get(column);
            return cell == null ? Optional.empty() : Optional.of(labels.apply(cell).orElseThrow(() -> Rejected.invalid(column, "is not one of the choices")));
        }
    }

    /// @throws Rejected INVALID for a column that is missing or unknown
    /// @throws Unreadable for what is no CSV in UTF-8, or beyond the limits
    public static List<Row> read(InputStream body) {
        var decoder = StandardCharsets.UTF_8.newDecoder();               // reports what is malformed instead of guessing
        try (var text = withoutMark(new InputStreamReader(new Capped(body, MAX_OCTETS), decoder)); var parser = FORMAT.parse(text)) {
            var header = parser.getHeaderNames();
            for (var column : header) if (!COLUMNS.contains(column) && !column.equals("password")) throw Rejected.invalid(cut(column), "is no column of this table");
            for (var column : NEEDED) if (!header.contains(column)) throw Rejected.invalid(column, "is a column that is needed");
            var rows = new ArrayList<Row>();
            for (var record : parser) {
                if (rows.size() == MAX_ROWS) throw new Unreadable(true, new Fault("table", "at most {0} rows at a time", MAX_ROWS));
                rows.add(row(parser.getCurrentLineNumber(), record, header));
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw unreadable(e);
        }
    }

    /// A header and a row for each account; nothing secret.
    public static String line(Stream<String> cells) { return String.join(",", cells.map(AccountCsv::cell).toList()) + "\r\n"; }

    public static Stream<String> cells(Account a) {
        return Stream.of(a.name(), a.primaryAddress(), a.login(), String.join(" ", a.addresses().subList(1, a.addresses().size())), a.role().label(), "" + a.locked(), a.fromRewrite().label(),
                "" + a.limits().mailboxBytes(), "" + a.limits().messages(), "" + a.limits().messageBytes(), "" + a.expiryDays(), String.join(" ", a.restrictions()),
                a.finger(), "" + a.listed(), a.language(), a.timeZone());
    }

    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setIgnoreEmptyLines(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW).setTrim(true).get();

    private static Row row(long line, CSVRecord record, List<String> header) {
        var cells = new HashMap<String, String>();
        for (int i = 0; i < Math.min(header.size(), record.size()); i++)
            if (!record.get(i).isEmpty()) cells.put(header.get(i), header.get(i).equals("password") ? record.get(i) : plain(record.get(i)));
        if (record.size() > header.size()) cells.put("", "more cells than columns");
        return new Row(line, cells);
    }

    private static String plain(String cell) { return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0 ? cell.substring(1) : cell; }

    static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n') || !safe.strip().equals(safe) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /// Spreadsheets like to begin a file with U+FEFF.
    private static Reader withoutMark(Reader text) throws IOException {
        var reader = new PushbackReader(text, 1);
        int first = reader.read();
        if (first >= 0 && first != '\uFEFF') reader.unread(first);
        return reader;
    }

    private static RuntimeException unreadable(Exception e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof Capped.TooLarge) return new Unreadable(true, new Fault("table", "at most {0} octets", MAX_OCTETS));
            if (t instanceof CharacterCodingException) return new Unreadable(false, new Fault("table", "the table must be in UTF-8"));
        }
        return new Unreadable(false, new Fault("table", "must be CSV with a header row: {0}", cut(String.valueOf(e.getMessage()))));
    }

    private static String cut(String text) { return text.length() > 100 ? text.substring(0, 100) + "…" : text; }
}
