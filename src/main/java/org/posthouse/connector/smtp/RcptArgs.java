package org.posthouse.connector.smtp;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Reply;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.mime.Xtext;

/// The arguments of RCPT.
sealed interface RcptArgs {
    record Good(Recipient recipient) implements RcptArgs { }

    record Bad(Reply reply) implements RcptArgs { }

    int ORCPT = 500;                                                        // RFC 3461 §4.2
    Pattern ADDRESS_TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

    /// @param utf8 MAIL said SMTPUTF8
    /// @param own  who lives here may leave out the domain, which the house completes (RFC 6409 §6.2)
    static RcptArgs parse(String arguments, boolean utf8, boolean own) {
        if (!arguments.regionMatches(true, 0, "TO:", 0, 3)) return bad(501, "5.5.4", "Syntax: RCPT TO:<address>");
        return switch (own ? PathRead.parseShort(arguments.substring(3)) : PathRead.parse(arguments.substring(3))) {
            case PathRead.Bad(var why) -> bad(501, "5.1.3", "Recipient: " + why);              // RFC 3463 §3.2
            case PathRead.Good(var path, _) when path.isNull() -> bad(501, "5.1.3", "Recipient: must not be empty");
            case PathRead.Good(var path, _) when !utf8 && !path.toString().chars().allMatch(c -> c < 128) ->
                    bad(553, "5.6.7", "Address needs SMTPUTF8");                               // RFC 6531 §3.5
            case PathRead.Good(var path, var rest) -> Parameters.parse(rest).map(given -> read(path, given.values()))
                    .orElseGet(() -> bad(501, "5.5.4", "Malformed or repeated parameter"));
        };
    }

    private static RcptArgs read(Path path, Map<String, String> given) {
        if (!Set.of("NOTIFY", "ORCPT").containsAll(given.keySet())) return bad(555, "5.5.4", "Parameter not recognised");      // RFC 5321 §4.1.1.11
        var notify = given.containsKey("NOTIFY") ? notify(given.get("NOTIFY")) : Optional.of(Set.<Recipient.Notify>of());
        if (notify.isEmpty()) return bad(501, "5.5.4", "Bad value of NOTIFY");
        var orcpt = given.containsKey("ORCPT") ? orcpt(given.get("ORCPT")) : Optional.of("");
        if (orcpt.isEmpty()) return bad(501, "5.5.4", "Bad value of ORCPT");
        return new Good(new Recipient(path, notify.get(), orcpt.get()));
    }

    /// NEVER, or a list of the others (RFC 3461 §4.1).
    private static Optional<Set<Recipient.Notify>> notify(String value) {
        var wanted = EnumSet.noneOf(Recipient.Notify.class);
        for (var word : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            switch (word) {
                case "NEVER" -> wanted.add(Recipient.Notify.NEVER);
                case "SUCCESS" -> wanted.add(Recipient.Notify.SUCCESS);
                case "FAILURE" -> wanted.add(Recipient.Notify.FAILURE);
                case "DELAY" -> wanted.add(Recipient.Notify.DELAY);
                default -> { return Optional.empty(); }
            }
        }
        return wanted.contains(Recipient.Notify.NEVER) && wanted.size() > 1 ? Optional.empty() : Optional.of(wanted);
    }

    private static Optional<String> orcpt(String value) {
        int semicolon = value.indexOf(';');
        if (value.length() > ORCPT || semicolon < 1) return Optional.empty();
        var type = value.substring(0, semicolon);
        if (!ADDRESS_TYPE.matcher(type).matches()) return Optional.empty();
        return Xtext.decode(value.substring(semicolon + 1)).filter(address -> !address.isEmpty()).map(address -> type + ';' + address);
    }

    private static RcptArgs bad(int code, String enhanced, String text) { return new Bad(Reply.of(code, enhanced, text)); }
}
