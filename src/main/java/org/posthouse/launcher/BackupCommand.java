package org.posthouse.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `posthouse backup` and `posthouse restore`. The running house makes backups and puts messages back; all else is done here.
final class BackupCommand {
    private static final long LOOK_MILLIS = 300;

    private BackupCommand() { }

    static Exit backup(List<String> given) {
        var arguments = new Arguments(given, Set.of("full"), Set.of("key", "keep", "id", "scratch"));
        var first = arguments.word("a folder");
        return switch (first) {
            case "key" -> {
                var file = absolute(arguments.word("a file for the key"));
                arguments.done();
                yield Offline.backup("make-key", given(arguments, Map.of("key", file)));
            }
            case "list", "verify", "drill" -> {
                var depot = absolute(arguments.word("a folder of backups"));
                arguments.done();
                yield Offline.backup(first, given(arguments, Map.of("depot", depot, "scratch", absolute(arguments.option("scratch").orElse(System.getProperty("java.io.tmpdir"))))));
            }
            default -> {
                arguments.done();
                var house = HouseApi.local(Settings.read());
                house.ask("POST", "backups", HouseApi.fields("folder", absolute(first), "key", arguments.option("key").map(BackupCommand::absolute).orElse(null), "full", arguments.flag("full"),
                        "keep", arguments.option("keep").map(BackupCommand::number).orElse(null)));
                yield await(house);
            }
        };
    }

    static Exit restore(List<String> given) {
        var arguments = new Arguments(given, Set.of(), Set.of("home", "key", "id", "account", "into", "from", "since", "until", "message-id"));
        var depot = absolute(arguments.word("a folder of backups"));
        arguments.done();
        if (arguments.flag("home") == arguments.flag("account")) throw new CannotStart(Exit.BAD_SETTING, "A restore takes --home NEW for everything, or --account ADDRESS for messages of one mailbox.");
        if (arguments.flag("account")) {
            var house = HouseApi.local(Settings.read());
            house.ask("POST", "backups/restore", HouseApi.fields("folder", depot, "id", arguments.option("id").orElse(null), "key", arguments.option("key").map(BackupCommand::absolute).orElse(null),
                    "account", arguments.option("account").get(), "into", arguments.option("into").orElse("Restored"), "from", arguments.option("from").orElse(null), "since", arguments.option("since").orElse(null),
                    "until", arguments.option("until").orElse(null), "messageId", arguments.option("message-id").orElse(null)));
            return await(house);
        }
        for (var option : List.of("into", "from", "since", "until", "message-id")) if (arguments.flag(option)) throw new CannotStart(Exit.BAD_SETTING, "--" + option + " goes with --account ADDRESS.");
        var home = absolute(arguments.option("home").get());
        var exit = Offline.backup("files", given(arguments, Map.of("depot", depot, "home", home)));
        if (exit != Exit.CLEAN) return exit;
        System.setProperty("posthouse.home", home);                      // its settings file is back, and may name a database
        var values = Settings.read().values();
        return Offline.backup("load", given(arguments, Map.of("depot", depot, "home", home, "url", values.get("posthouse.database.url"), "user", values.get("posthouse.database.user"),
                "password", values.get("posthouse.database.password"))));
    }

    private static Map<String, String> given(Arguments arguments, Map<String, String> more) {
        var given = new HashMap<String, String>();
        arguments.option("key").ifPresent(key -> given.put("key", absolute(key)));
        arguments.option("id").ifPresent(id -> given.put("id", id));
        given.putAll(more);
        given.put("unpacked", Settings.read().home().toString());
        return given;
    }

    private static Exit await(HouseApi house) {
        try {
            while (true) {
                var state = house.ask("GET", "backups", null).object();
                switch (String.valueOf(state.get("state"))) {
                    case "done" -> {
                        return Posthouse.say(String.valueOf(state.get("sentence")));
                    }
                    case "idle" -> throw new CannotStart(Exit.FAULT, "The house was started anew meanwhile, and the work is not done.");
                    case "failed" -> throw new CannotStart(Exit.FAULT, String.valueOf(state.get("sentence")));
                    default -> Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart(Exit.FAULT, "Interrupted; the house goes on with it.", stopped);
        }
    }

    private static String absolute(String path) { return Path.of(path).toAbsolutePath().normalize().toString(); }

    private static Long number(String text) {
        if (!text.matches("[0-9]{1,5}")) throw new CannotStart(Exit.BAD_SETTING, "--keep takes a number.");
        return Long.valueOf(text);
    }
}
