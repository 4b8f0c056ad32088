package org.posthouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `posthouse status`: whether a house runs, where it listens, which certificate it shows, how much mail it has, and when it was backed up.
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
        Posthouse.say("mail: " + told(() -> mail(settings)));
        Posthouse.say("backup: " + told(() -> backup(settings)));
        return Exit.CLEAN;
    }

    private static String told(Supplier<String> asked) {
        try {
            return asked.get();
        } catch (CannotStart silent) {
            return silent.getMessage();
        }
    }

    private static String mail(Settings settings) {
        var told = HouseApi.local(settings).ask("GET", "mail", null).object();
        return "messages in mailboxes: " + told.get("messages") + ", deliveries in the queue: " + told.get("queued");
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
        return String.join(" ", Stream.of(now, last, next).filter(text -> !text.isEmpty()).toList());
    }
}
