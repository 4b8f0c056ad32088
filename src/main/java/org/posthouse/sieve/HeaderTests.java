package org.posthouse.sieve;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// address, header, exists, envelope (RFC 5228 §5).
final class HeaderTests {
    private HeaderTests() { }

    /// Which of several fields of a name (RFC 5260 §6).
    record Index(Optional<Long> number, boolean last) {
        static Index of(Arguments arguments) throws ScriptFault {
            var number = arguments.number("index");
            if (number.isPresent()) arguments.needs("index");
            boolean last = arguments.tag("last", "index");
            if (last && number.isEmpty()) throw arguments.fault(":last wants :index");
            return new Index(number, last);
        }

        List<String> of(List<String> all) {
            if (number.isEmpty()) return all;
            long at = last ? all.size() - number.get() : number.get() - 1;
            return at >= 0 && at < all.size() ? List.of(all.get((int) at)) : List.of();
        }
    }

    static Test header(Arguments arguments) throws ScriptFault {
        var index = Index.of(arguments);
        var match = Match.of(arguments);
        var names = arguments.strings();
        var keys = arguments.strings();
        return run -> {
            var values = new ArrayList<String>();
            for (var name : run.texts(names)) index.of(run.header(name)).forEach(value -> values.add(value.strip()));       // §5.7: white space at both ends does not count
            return match.any(run, values, run.texts(keys));
        };
    }

    static Test exists(Arguments arguments) throws ScriptFault {
        var names = arguments.strings();
        return run -> run.texts(names).stream().noneMatch(name -> run.header(name).isEmpty());
    }

    static Test address(Arguments arguments) throws ScriptFault {
        var index = Index.of(arguments);
        var match = Match.of(arguments);
        var part = AddressPart.of(arguments);
        var names = arguments.strings();
        var keys = arguments.strings();
        return run -> {
            var values = new ArrayList<String>();
            for (var name : run.texts(names)) for (var value : index.of(run.header(name))) for (var address : addresses(value)) part.of(address).ifPresent(values::add);
            return match.any(run, values, run.texts(keys));
        };
    }

    /// Those in a field, without their names; what is no list of addresses has none.
    static List<String> addresses(String field) {
        try {
            var all = new ArrayList<String>();
            for (var one : InternetAddress.parseHeader(field, false)) {
                if (!one.isGroup()) all.add(one.getAddress());
                else if (one.getGroup(false) != null) for (var member : one.getGroup(false)) all.add(member.getAddress());
            }
            all.removeIf(address -> address == null || address.isEmpty());
            return all;
        } catch (AddressException unreadable) {
            return List.of();
        }
    }

    /// RFC 5228 §5.4; the null sender is an empty string whatever part is asked for.
    static Test envelope(Arguments arguments) throws ScriptFault {
        arguments.needs("envelope");
        var match = Match.of(arguments);
        var part = AddressPart.of(arguments);
        var names = arguments.strings();
        for (var name : names) if (!arguments.has("variables") && !Set.of("from", "to").contains(name.toLowerCase(Locale.ROOT))) throw arguments.fault("an envelope has from and to, not " + name);
        var keys = arguments.strings();
        return run -> {
            var values = new ArrayList<String>();
            for (var name : run.texts(names)) {
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "from" -> {
                        if (run.mail.sender().isEmpty()) values.add("");
                        else part.of(run.mail.sender()).ifPresent(values::add);
                    }
                    case "to" -> part.of(run.mail.recipient()).ifPresent(values::add);
                    default -> { }
                }
            }
            return match.any(run, values, run.texts(keys));
        };
    }
}
