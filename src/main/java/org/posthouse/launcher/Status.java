package org.posthouse.launcher;

import java.io.IOException;
import java.nio.file.Files;

/// `posthouse status`: whether a house runs, where it listens, which certificate it shows, and when it was backed up.
final class Status {
    private Status() { }

    static Exit tell(Settings settings) {
        var home = settings.home();
        if (!Home.running(home)) {
            Posthouse.say("No Posthouse runs on " + home + ".");
            return Exit.FAULT;
        }
        Posthouse.say("A Posthouse runs on " + home + Home.pid(home).map(pid -> " as process " + pid).orElse("") + ".");
        try {
            if (!Files.exists(home.resolve(Ready.PORTS))) return Posthouse.say("It is still starting.");
            Posthouse.say(Files.readString(home.resolve(Ready.PORTS)).strip());
        } catch (IOException unreadable) {
            throw new CannotStart(Exit.CANNOT_OPEN, home.resolve(Ready.PORTS) + " cannot be read: " + unreadable, unreadable);
        }
        for (var line : Doctor.certificate(settings)) Posthouse.say("certificate: " + line.sentence());
        try {
            Posthouse.say("backup: " + backup(settings));
        } catch (CannotStart silent) {
            Posthouse.say("backup: " + silent.getMessage());
        }
        return Exit.CLEAN;
    }

    private static String backup(Settings settings) {
        var told = HouseApi.local(settings).ask("GET", "backups", null).object();
        var last = told.get("last") == null ? "" : "The newest is of " + told.get("last") + ".";
        var next = told.get("next") == null ? "None is planned; System, Backups plans them." : "The next is planned for " + told.get("next") + ".";
        var now = switch (String.valueOf(told.get("state"))) {
            case "running" -> "One is under way.";
            case "failed" -> "The last one failed: " + told.get("sentence");
            default -> last.isEmpty() ? "None is known." : "";
        };
        return String.join(" ", java.util.stream.Stream.of(now, last, next).filter(text -> !text.isEmpty()).toList());
    }
}
