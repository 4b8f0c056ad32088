package org.posthouse.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Accounts, domains and lists from a shell, over the API.
final class Provisioning {
    private static final Set<String> FLAGS = Set.of("json", "purge", "dry-run", "old-pages", "no-wait");

    private Provisioning() { }

    private static Arguments arguments(List<String> given) {
        var valued = new java.util.HashSet<>(HouseApi.OPTIONS);
        valued.addAll(List.of("name", "new-password-file", "owner"));
        return new Arguments(given, FLAGS, valued);
    }

    static Exit account(List<String> given) {
        var arguments = arguments(given);
        var verb = arguments.word("add, list, show, set, password, delete, import or export");
        var house = HouseApi.of(arguments);
        return switch (verb) {
            case "add" -> {
                var address = arguments.word("an address");
                var fields = fields(arguments.rest());
                fields.putAll(HouseApi.fields("name", arguments.option("name").orElse(address.replaceFirst("@.*", "")), "addresses", List.of(address), "password", password(arguments)));
                yield done(arguments, house.ask("POST", "accounts", fields), "The account " + address + " is there.");
            }
            case "list" -> {
                var text = arguments.word();
                arguments.done();
                yield table(arguments, house.all("accounts" + text.map(t -> "?query=" + HouseApi.encoded(t)).orElse("")), List.of("id", "addresses", "name", "role", "locked"));
            }
            case "show" -> show(arguments, house, "accounts/" + id(house, arguments));
            case "set" -> {
                var id = id(house, arguments);
                yield done(arguments, house.ask("PATCH", "accounts/" + id, fields(arguments.rest())), "Changed.");
            }
            case "password" -> {
                var id = id(house, arguments);
                arguments.done();
                var password = password(arguments);
                yield done(arguments, house.ask("PATCH", "accounts/" + id, HouseApi.fields("password", password == null ? typed(arguments) : password)), "The password is changed.");
            }
            case "delete" -> {
                var id = id(house, arguments);
                arguments.done();
                yield done(arguments, house.ask("DELETE", "accounts/" + id + (arguments.flag("purge") ? "?purge=true" : ""), null), arguments.flag("purge") ? "The account is gone." : "The account is in the trash.");
            }
            case "import" -> {
                var answer = house.call("POST", "accounts/import", "text/csv", read(arguments.word("a file, or - for standard input")));
                if (!answer.good()) throw new CannotStart(Exit.FAULT, answer.problem());
                yield Posthouse.say(answer.body().strip());
            }
            case "export" -> {
                arguments.done();
                yield Posthouse.say(house.ask("GET", "accounts/export", null).body().strip());
            }
            default -> throw unknown(verb);
        };
    }

    static Exit domain(List<String> given) {
        var arguments = arguments(given);
        var verb = arguments.word("add, list, show, set or delete");
        var house = HouseApi.of(arguments);
        return switch (verb) {
            case "add" -> {
                var name = arguments.word("a name");
                var fields = fields(arguments.rest());
                fields.put("name", name);
                yield done(arguments, house.ask("POST", "domains", fields), "The domain " + name + " is there.");
            }
            case "list" -> {
                arguments.done();
                yield table(arguments, house.all("domains"), List.of("name", "aliases", "first"));
            }
            case "show" -> show(arguments, house, "domains/" + HouseApi.encoded(arguments.word("a name")));
            case "set" -> {
                var name = arguments.word("a name");
                yield done(arguments, house.ask("PATCH", "domains/" + HouseApi.encoded(name), fields(arguments.rest())), "Changed.");
            }
            case "delete" -> {
                var name = arguments.word("a name");
                arguments.done();
                yield done(arguments, house.ask("DELETE", "domains/" + HouseApi.encoded(name), null), "The domain " + name + " is gone.");
            }
            default -> throw unknown(verb);
        };
    }

    static Exit list(List<String> given) {
        var arguments = arguments(given);
        var verb = arguments.word("add, list, show, set, delete, members, subscribe, unsubscribe or import-archive");
        var house = HouseApi.of(arguments);
        return switch (verb) {
            case "add" -> {
                var address = arguments.word("an address");
                var fields = fields(arguments.rest());
                fields.put("address", address);
                arguments.option("owner").ifPresent(owner -> fields.put("owners", List.of(owner.split(","))));
                yield done(arguments, house.ask("POST", "lists", fields), "The list " + address + " is there.");
            }
            case "list" -> {
                arguments.done();
                yield table(arguments, house.all("lists"), List.of("id", "address", "owners", "subscription", "posting"));
            }
            case "show" -> show(arguments, house, "lists/" + listId(house, arguments));
            case "set" -> {
                var id = listId(house, arguments);
                yield done(arguments, house.ask("PATCH", "lists/" + id, fields(arguments.rest())), "Changed.");
            }
            case "delete" -> {
                var id = listId(house, arguments);
                arguments.done();
                yield done(arguments, house.ask("DELETE", "lists/" + id, null), "The list is gone.");
            }
            case "members" -> {
                var id = listId(house, arguments);
                arguments.done();
                yield table(arguments, house.all("lists/" + id + "/members"), List.of("address", "state", "name"));
            }
            case "subscribe", "unsubscribe" -> {
                var id = listId(house, arguments);
                var members = arguments.rest();
                if (members.isEmpty()) throw new CannotStart(Exit.BAD_SETTING, "The command needs addresses of members.");
                yield done(arguments, house.ask("POST", "lists/" + id + "/members", HouseApi.fields("addresses", members, "state", verb.equals("subscribe") ? "ON" : "OFF")), "Done.");
            }
            case "import-archive" -> {
                var id = listId(house, arguments);
                var file = Path.of(arguments.word("an mbox file"));
                arguments.done();
                yield ArchiveCommand.bring(arguments, house, id, file);
            }
            default -> throw unknown(verb);
        };
    }

    /// What waits, of one domain of recipients or of all.
    static Exit queue(List<String> given) {
        var arguments = arguments(given);
        var domain = arguments.word();
        arguments.done();
        var waiting = HouseApi.of(arguments).all("queue" + domain.map(name -> "?domain=" + HouseApi.encoded(name)).orElse(""));
        if (waiting.isEmpty() && !arguments.flag("json")) return Posthouse.say("The queue is empty.");
        return table(arguments, waiting, List.of("id", "status", "sender", "recipient", "attempts", "nextAttempt", "reason"));
    }

    static Exit changeAddress(List<String> given) {
        var arguments = arguments(given);
        var from = arguments.word("the old address");
        var to = arguments.word("the new address");
        arguments.done();
        var answer = HouseApi.of(arguments).ask("POST", "change-address", HouseApi.fields("from", from, "to", to, "dryRun", arguments.flag("dry-run")));
        if (arguments.flag("json")) return Posthouse.say(answer.body());
        var places = Json.list(answer.object().get("places"));
        if (!arguments.flag("dry-run") && !arguments.flag("server")) bind(from, to);
        places.forEach(place -> System.out.println(Json.object(place).get("where") + ": " + Json.object(place).get("count")));
        return Posthouse.say(places.isEmpty() ? from + " stands nowhere." : arguments.flag("dry-run") ? "Nothing was changed yet." : from + " is " + to + " now, in all these places.");
    }

    /// The address to listen on may stand in the home's own file too, which the next start reads.
    private static void bind(String from, String to) {
        var file = Settings.read().home().resolve(Settings.FILE);
        try {
            if (!from.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") || !Files.exists(file)) return;
            file = file.toRealPath();                                    // a package's is a link to one below /etc
            var was = Files.readString(file);
            var now = Pattern.compile("(?m)^(\\s*posthouse\\.bind\\s*[=:].*?)(?<![0-9A-Za-z.:])" + Pattern.quote(from) + "(?![0-9A-Za-z.:])").matcher(was).replaceAll("$1" + Matcher.quoteReplacement(to));
            if (now.equals(was)) return;
            if (!Files.isWritable(file.getParent())) {
                System.out.println("posthouse.bind in " + file + " still has " + from + "; change it there as root.");
                return;
            }
            var draft = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), now);
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            System.out.println("posthouse.bind in " + file + ": 1, from the next start on");
        } catch (IOException failed) {
            throw new CannotStart(Exit.FAULT, "The house has changed it, but " + file + " could not be: " + failed.getMessage() + ". Change posthouse.bind there by hand.", failed);
        }
    }

    private static CannotStart unknown(String verb) { return new CannotStart(Exit.BAD_SETTING, "There is no '" + verb + "' here; 'posthouse help' shows what there is."); }

    private static String id(HouseApi house, Arguments arguments) {
        var address = arguments.word("an address");
        if (address.matches("[0-9]{1,16}")) return address;
        for (var account : house.all("accounts?query=" + HouseApi.encoded(address)))
            if (Json.list(account.get("addresses")).stream().anyMatch(one -> address.equalsIgnoreCase(one.toString()))) return account.get("id").toString();
        throw new CannotStart(Exit.FAULT, "There is no account " + address + ".");
    }

    private static String listId(HouseApi house, Arguments arguments) {
        var address = arguments.word("the list's address");
        if (address.matches("[0-9]{1,16}")) return address;
        for (var list : house.all("lists")) if (address.equalsIgnoreCase(String.valueOf(list.get("address")))) return list.get("id").toString();
        throw new CannotStart(Exit.FAULT, "There is no list " + address + ".");
    }

    /// `maxMessages=100 locked=true addresses=a@x,b@x`: numbers, flags, texts, and lists where commas are.
    private static Map<String, Object> fields(List<String> words) {
        var fields = new LinkedHashMap<String, Object>();
        for (var word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) throw new CannotStart(Exit.BAD_SETTING, "'" + word + "' is no FIELD=VALUE.");
            fields.put(word.substring(0, equals), value(word.substring(0, equals), word.substring(equals + 1)));
        }
        return fields;
    }

    private static final Set<String> LISTS = Set.of("addresses", "aliases", "owners", "restrictions", "administrators", "hidden", "localAddresses", "moderators");

    private static Object value(String name, String text) {
        if (LISTS.contains(name)) return text.isEmpty() ? List.of() : List.of(text.split(","));
        if (text.matches("true|false")) return Boolean.valueOf(text);
        return text.matches("-?[0-9]{1,18}") && !name.equals("name") ? Long.valueOf(text) : text;
    }

    private static String password(Arguments arguments) {
        return arguments.option("new-password-file").map(file -> read(file).replaceFirst("\\R\\z", "")).orElse(null);
    }

    private static String typed(Arguments arguments) {
        var console = System.console();
        var typed = console == null || !console.isTerminal() ? null : console.readPassword("New password: ");
        if (typed == null) throw new CannotStart(Exit.BAD_SETTING, "There is no terminal to ask for the password; give --new-password-file FILE, or - for standard input.");
        return new String(typed);
    }

    private static String read(String file) {
        try {
            return file.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new CannotStart(Exit.BAD_SETTING, file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Exit done(Arguments arguments, HouseApi.Answer answer, String sentence) { return Posthouse.say(arguments.flag("json") ? answer.body() : sentence); }

    private static Exit show(Arguments arguments, HouseApi house, String path) {
        arguments.done();
        var answer = house.ask("GET", path, null);
        if (arguments.flag("json")) return Posthouse.say(answer.body());
        answer.object().forEach((name, value) -> System.out.println(name + ": " + text(value)));
        return Exit.CLEAN;
    }

    private static Exit table(Arguments arguments, List<Map<String, Object>> items, List<String> columns) {
        if (arguments.flag("json")) return Posthouse.say(Json.write(items));
        Function<Map<String, Object>, List<String>> row = item -> columns.stream().map(column -> text(item.get(column))).toList();
        var rows = new ArrayList<List<String>>();
        rows.add(columns);
        items.forEach(item -> rows.add(row.apply(item)));
        var widths = new int[columns.size()];
        for (var each : rows) for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], each.get(i).length());
        for (var each : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) line.append(i + 1 == widths.length ? each.get(i) : String.format("%-" + Math.max(1, widths[i]) + "s  ", each.get(i)));
            System.out.println(line.toString().stripTrailing());
        }
        return Exit.CLEAN;
    }

    private static String text(Object value) {
        if (value == null) return "";
        return (value instanceof List<?> list ? String.join(", ", list.stream().map(Provisioning::text).toList()) : value.toString()).replaceAll("\\p{Cntrl}", " ");
    }
}
