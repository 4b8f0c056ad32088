package org.posthouse.connector.smtp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.mime.Xtext;

/// The arguments of MAIL, read as a whole before anything is done with them.
sealed interface MailArgs {
    record Good(Sender sender) implements MailArgs { }

    record Bad(Reply reply) implements MailArgs { }

    /// @param auth AUTH= is understood, because the AUTH extension is offered here (RFC 4954 §5)
    static MailArgs parse(String arguments, boolean auth) {
        if (!arguments.regionMatches(true, 0, "FROM:", 0, 5)) return new Bad(Reply.of(501, "5.5.4", "Syntax: MAIL FROM:<address>"));
        return switch (PathRead.parse(arguments.substring(5))) {
            case PathRead.Bad(var why) -> new Bad(Reply.of(501, "5.1.7", "Sender: " + why));      // RFC 3463 §3.2
            case PathRead.Good(var path, var rest) -> Parameters.parse(rest).map(given -> new Reader(path, auth).read(given.values()))
                    .orElseGet(() -> new Bad(Reply.of(501, "5.5.4", "Malformed or repeated parameter")));
        };
    }

    /// Fills in one parameter after the other.
    final class Reader {
        private static final Pattern DIGITS = Pattern.compile("\\d{1,20}");                       // RFC 1870 §3
        private static final int ENVID = 100;                                                      // RFC 3461 §4.4
        private static final int AUTH = 500;                                                       // RFC 4954 §5
        private static final int LONG_DIGITS = 18;

        private final Path path;
        private final boolean authOffered;
        private long size;
        private Sender.Body body = Sender.Body.SEVEN_BIT;
        private boolean utf8;
        private Sender.Ret ret = Sender.Ret.UNSAID;
        private String envid = "";
        private String auth = "";
        private boolean unknown;

        private Reader(Path path, boolean authOffered) {
            this.path = path;
            this.authOffered = authOffered;
        }

        private MailArgs read(Map<String, String> given) {
            for (var parameter : given.entrySet()) {
                var wrong = take(parameter.getKey(), parameter.getValue());
                if (wrong.isPresent()) return new Bad(wrong.get());
            }
            boolean ascii = path.toString().chars().allMatch(c -> c < 128);
            if (!ascii && !utf8) return new Bad(Reply.of(553, "5.6.7", "Address needs SMTPUTF8"));           // RFC 6531 §3.5
            return new Good(new Sender(path, size, body, utf8, ret, envid, auth));
        }

        private Optional<Reply> take(String keyword, String value) {
            boolean good = switch (keyword) {
                case "SIZE" -> size(value);
                case "BODY" -> body(value);
                case "SMTPUTF8" -> utf8 = value.isEmpty();
                case "RET" -> ret(value);
                case "ENVID" -> value.length() <= ENVID && Xtext.decode(value).filter(id -> !id.isEmpty()).map(id -> envid = id).isPresent();
                case "AUTH" -> {
                    if (!authOffered) yield unknown();
                    yield value.length() <= AUTH && auth(value);
                }
                default -> unknown();
            };
            if (unknown) return Optional.of(Reply.of(555, "5.5.4", "Parameter not recognised"));             // RFC 5321 §4.1.1.11
            return good ? Optional.empty() : Optional.of(Reply.of(501, "5.5.4", "Bad value of " + keyword));
        }

        private boolean unknown() {
            unknown = true;
            return false;
        }

        private boolean size(String value) {
            if (!DIGITS.matcher(value).matches()) return false;
            size = value.length() <= LONG_DIGITS ? Long.parseLong(value) : Long.MAX_VALUE;           // either is far beyond any limit
            return true;
        }

        private boolean body(String value) {
            switch (value.toUpperCase(Locale.ROOT)) {
                case "7BIT" -> body = Sender.Body.SEVEN_BIT;
                case "8BITMIME" -> body = Sender.Body.EIGHT_BIT;
                default -> { return false; }                                                         // BINARYMIME was not offered
            }
            return true;
        }

        private boolean ret(String value) {
            switch (value.toUpperCase(Locale.ROOT)) {
                case "FULL" -> ret = Sender.Ret.FULL;
                case "HDRS" -> ret = Sender.Ret.HDRS;
                default -> { return false; }
            }
            return true;
        }

        private boolean auth(String value) {
            if (value.equals("<>")) return true;
            return Xtext.decode(value).filter(who -> !who.isEmpty()).map(who -> auth = who).isPresent();
        }
    }
}
