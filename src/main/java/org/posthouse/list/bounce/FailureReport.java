package org.posthouse.list.bounce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.message.HeaderFields;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.ParameterField;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;

/// What a message to a return path says about deliveries: a report in the standard's form (RFC 3464), else what servers wrote before there was one and some still write.
///
/// @param failures none when it tells of something else
/// @param answered written by somebody's program that answers mail, or a receipt: no failure at all
record FailureReport(List<Failure> failures, boolean answered) {
    private static final int MOST_READ = 64 << 10;
    private static final int MOST_REASON = 200;
    private static final int MOST_FAILURES = 100;
    /// Not the recipient's doing, or over when somebody has tidied up (RFC 3463 §3.3, §3.4, §3.7, §3.8): full, too large, content or policy.
    private static final Pattern PASSING = Pattern.compile("5\\.(?:2\\.2|3\\.4|6\\.\\d{1,3}|7\\.\\d{1,3})");
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    private static final Pattern CODE = Pattern.compile("(?<![\\d.])([45]\\d\\d)[ -]");
    /// qmail and its heirs: `<jane@example.org>:`; sendmail of old: `<jane@example.org>` or the address alone on a line.
    private static final Pattern ALONE = Pattern.compile("(?m)^[ \\t]*<?([^\\s<>@]{1,64}@[^\\s<>@:]{1,255})>?:?[ \\t]*(?:\\(.{0,100}\\))?$");
    private static final Pattern FAILING = Pattern.compile("(?i)undeliver|not (?:be )?deliver|delivery (?:has )?(?:failed|failure|problem)|returned mail|failure notice|fatal errors|could not be (?:sent|delivered)|did not reach|user unknown|no such user|mailbox unavailable|qmail-send");

    static FailureReport read(MessageOctets message) throws IOException {
        var structure = Structure.read(message);
        var header = structure.header();
        if (isAnswer(header, ParameterField.read(header.first("Content-Type").orElse("")))) return new FailureReport(List.of(), true);
        var status = structure.root().walk().filter(part -> part.type().is("message/delivery-status") || part.type().is("message/global-delivery-status")).findFirst();
        if (status.isPresent()) return new FailureReport(standard(status.get().text(message, MOST_READ)), false);
        var text = structure.plain().isPresent() ? structure.plain().get().text(message, MOST_READ) : "";
        return new FailureReport(older(header, text), false);
    }

    /// RFC 3834 §5; RFC 8098 §3; RFC 5965 §2.
    private static boolean isAnswer(HeaderFields header, ParameterField type) {
        if (header.first("Auto-Submitted").filter(word -> word.strip().toLowerCase(Locale.ROOT).startsWith("auto-replied")).isPresent() && !type.is("multipart/report")) return true;
        return type.is("multipart/report") && type.parameter("report-type").filter(kind -> !kind.toLowerCase(Locale.ROOT).endsWith("delivery-status")).isPresent();
    }

    /// RFC 3464 §2: fields of the message, then those of each recipient.
    private static List<Failure> standard(String text) {
        var failures = new ArrayList<Failure>();
        for (var block : text.split("\n[ \\t]*\n+")) {
            var fields = HeaderFields.of((block.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            var whose = fields.first("Original-Recipient").or(() -> fields.first("Final-Recipient"));
            if (whose.isEmpty() || failures.size() >= MOST_FAILURES) continue;
            var status = fields.first("Status").map(String::strip).orElse("");
            var action = fields.first("Action").map(word -> word.strip().toLowerCase(Locale.ROOT)).orElse(status.startsWith("2") ? "delivered" : "failed");
            if (!action.startsWith("failed")) continue;                  // RFC 3464 §2.3.3: delayed, delivered, relayed and expanded are no failures
            var said = fields.first("Diagnostic-Code").map(FailureReport::behindType).orElse("");
            failures.add(new Failure(behindType(whose.get()), isPermanent(status.isEmpty() ? said : status), reason(said.startsWith(status) ? said : status + " " + said)));
        }
        return failures;
    }

    /// `rfc822; jane@example.org` without what is in front.
    private static String behindType(String field) { return field.substring(field.indexOf(';') + 1).strip(); }

    private static List<Failure> older(HeaderFields header, String text) {
        var top = text.split("(?m)^-{3,}+[^\\n]{0,200}?(?:copy of|original message|returned message|below this line)", 2)[0];
        var named = header.first("X-Failed-Recipients");                 // Exim
        var subject = header.first("Subject").orElse("");
        if (named.isEmpty() && !FAILING.matcher(subject + "\n" + top).find()) return List.of();
        var addresses = new ArrayList<String>();
        named.ifPresent(all -> List.of(all.split(",")).forEach(one -> addresses.add(one.strip())));
        if (addresses.isEmpty()) ALONE.matcher(top).results().forEach(found -> addresses.add(found.group(1)));
        if (addresses.isEmpty()) addresses.add("");
        var why = why(top);
        return addresses.stream().distinct().limit(MOST_FAILURES).map(address -> new Failure(address, isPermanent(why), reason(why.isEmpty() ? subject : why))).toList();
    }

    /// The line that has a code in it.
    private static String why(String text) { return text.lines().filter(line -> STATUS.matcher(line).find() || CODE.matcher(line).find()).findFirst().orElse(""); }

    private static boolean isPermanent(String text) {
        var status = STATUS.matcher(text);
        if (status.find()) return status.group(1).startsWith("5") && !PASSING.matcher(status.group(1)).matches();
        var code = CODE.matcher(text);
        return !code.find() || code.group(1).startsWith("5") && !code.group(1).equals("552");        // RFC 5321 §4.2.3: no room
    }

    private static String reason(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() > MOST_REASON ? line.substring(0, MOST_REASON) + "…" : line;
    }
}
