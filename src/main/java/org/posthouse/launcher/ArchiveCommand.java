package org.posthouse.launcher;

import java.nio.file.Path;
import java.util.Map;

/// `posthouse list import-archive`: sends an mbox file and tells how far the house is with it.
final class ArchiveCommand {
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private ArchiveCommand() { }

    static Exit bring(Arguments arguments, HouseApi house, String list, Path file) {
        var name = file.getFileName() == null ? "archive.mbox" : file.getFileName().toString();
        var answer = house.send("lists/" + list + "/archive/import?name=" + HouseApi.encoded(name) + "&oldPages=" + arguments.flag("old-pages"), "application/mbox", file);
        if (!answer.good()) throw new CannotStart(answer.status() == 413 || answer.status() == 422 ? Exit.BAD_SETTING : Exit.FAULT, answer.problem());
        var at = "lists/" + list + "/archive/import/" + answer.object().get("id");
        boolean told = arguments.flag("json");
        for (long shown = -1; !arguments.flag("no-wait") && open(answer.object()); answer = house.ask("GET", at, null)) {
            long done = done(answer.object());
            if (!told && done != shown) System.out.println(sentence(answer.object()));
            shown = done;
            pause();
        }
        if (told) return Posthouse.say(answer.body());
        System.out.println(sentence(answer.object()));
        if (answer.object().get("state").equals("failed")) throw new CannotStart(Exit.FAULT, "The import stopped: " + answer.object().get("why") + ". It can go on where it is, on the list's page or by the API.");
        return Exit.CLEAN;
    }

    private static boolean open(Map<String, Object> now) { return now.get("state").equals("waiting") || now.get("state").equals("running"); }

    private static long number(Map<String, Object> now, String field) { return now.get(field) instanceof Number number ? number.longValue() : 0; }

    private static long done(Map<String, Object> now) { return number(now, "octets") == 0 ? 0 : number(now, "read") * 100 / number(now, "octets"); }

    private static String sentence(Map<String, Object> now) {
        return now.get("state") + ", " + done(now) + " %: " + number(now, "added") + " added, " + number(now, "there") + " there already, " + number(now, "refused") + " refused";
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart(Exit.FAULT, "Interrupted; the house goes on with the import.", stopped);
        }
    }
}
