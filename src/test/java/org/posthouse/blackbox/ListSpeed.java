package org.posthouse.blackbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How fast one post reaches the members of a list, from its 250 to the last copy, and what that costs the house: copies of their own and shared ones for members at another server (Postfix's `smtp-sink`), mailboxes of this house, and both
/// kinds of members in one list. `java -cp … org.posthouse.blackbox.ListSpeed [members] [posts] [personal,shared,mailboxes,mixed] [h2, mariadb, or the home of a house that runs]`; needs `target/posthouse.jar` where no home is named.
/// A house of its own gets the options of `-Doptions=<of its JVM>`. With `-Drecordings=<folder>` a Flight Recorder file of each post is left there.
final class ListSpeed {
    private static final String POST = "From: Jane <jane@sender.test>\r\nTo: %s\r\nSubject: Measured\r\nMessage-ID: <%d@sender.test>\r\nDate: Sun, 1 Mar 2026 12:00:00 +0000\r\n\r\n"
            + "Seventy characters of text make a line, and fifteen lines a message...\r\n".repeat(14) + ".\r\n";
    private static final int SINK = 2599;
    private static final int MOST_MAILBOXES = 1000;
    private static final Optional<Path> RECORDINGS = Optional.ofNullable(System.getProperty("recordings")).map(Path::of);

    private ListSpeed() { }

    public static void main(String[] args) throws Exception {
        int members = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int posts = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        var kinds = List.of((args.length > 2 ? args[2] : "personal,shared,mailboxes").split(","));
        var sink = new ProcessBuilder("smtp-sink", "-u", "nobody", "127.0.0.1:" + SINK, "1000").redirectErrorStream(true).redirectOutput(new File("/dev/null")).start();
        var where = args.length > 3 ? args[3] : "h2";
        var settings = new HashMap<String, String>();
        if (where.equals("mariadb")) settings.putAll(MariaDb.running().freshDatabase());
        settings.put("POSTHOUSE_JAVA_OPTIONS", System.getProperty("options", ""));
        try (var house = where.equals("h2") || where.equals("mariadb") ? new House(Path.of("list-speed"), settings).start() : House.running(Path.of(where))) {
            good(house.api().put("routing-table", "[{\"pattern\":\"*\",\"target\":\"[127.0.0.1]:" + SINK + "\"}]"));
            if (kinds.contains("mailboxes") || kinds.contains("mixed")) people(house, Math.min(MOST_MAILBOXES, members));
            for (var kind : kinds) {
                int local = switch (kind) {
                    case "mailboxes" -> Math.min(MOST_MAILBOXES, members);
                    case "mixed" -> Math.min(MOST_MAILBOXES, members / 10);
                    default -> 0;
                };
                int remote = kind.equals("mailboxes") ? 0 : members - local;
                measure(house, kind, list(house, kind, !kind.equals("shared"), table(local, remote)), posts, local + remote);
            }
        } finally {
            sink.destroy();
        }
    }

    /// People without passwords, who read nothing.
    private static void people(House house, int count) throws Exception {
        var made = good(house.api().postTable("accounts/import", IntStream.range(0, count).mapToObj(i -> "Reader,reader" + i + "@" + House.DOMAIN).collect(Collectors.joining("\n", "name,address\n", "\n"))));
        long there = made.body().lines().filter(line -> line.endsWith(",created,") || line.endsWith(",unchanged,")).count();
        if (there != count) throw new AssertionError(made.body());
    }

    private static String table(int local, int remote) {
        return Stream.concat(IntStream.range(0, local).mapToObj(i -> "reader" + i + "@" + House.DOMAIN), IntStream.range(0, remote).mapToObj(i -> "member" + i + "@far.test")).collect(Collectors.joining("\n", "address\n", "\n"));
    }

    private static String list(House house, String name, boolean personal, String table) throws Exception {
        var address = name + System.nanoTime() % 100_000 + "@" + House.DOMAIN;
        long id = good(house.api().post("lists", "{\"address\":\"" + address + "\",\"owners\":[\"owner@far.test\"],\"posting\":\"anybody\"}")).number("id");
        good(house.api().patch("forms/list-dressing/" + id, "{\"personal\":" + personal + ",\"fromRewriting\":\"never\"}"));
        good(house.api().postTable("lists/" + id + "/members", table));
        return address;
    }

    private static void measure(House house, String what, String list, int posts, int members) throws Exception {
        for (int i = 0; i < posts; i++) {
            var recording = what + i;
            record(house, "JFR.start", "name=" + recording, "settings=profile");
            long mailed = mailed(house);
            var used = cpu(house);
            post(house, list, System.nanoTime());
            long begun = System.nanoTime();
            for (long left = 1; left > 0; left = mailed(house) == mailed ? members : house.api().get("queue?size=1").number("total")) Thread.sleep(Math.clamp(left / 10, 50, 1000));     // each look costs as much as copies do
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(Locale.ROOT, "copies=%s members=%d seconds=%.2f recipients/s=%.0f cpu-ms/recipient=%.3f%n", what, members, seconds, members / seconds, cpu(house).minus(used).toMillis() / (double) members);
            record(house, "JFR.stop", "name=" + recording, "filename=" + RECORDINGS.map(folder -> folder.resolve(recording + ".jfr").toAbsolutePath().toString()).orElse(""));
        }
    }

    private static void record(House house, String... command) throws Exception {
        if (RECORDINGS.isEmpty()) return;
        var whole = new ArrayList<>(List.of("jcmd", Files.readString(house.home().resolve("posthouse.pid")).strip()));
        whole.addAll(List.of(command));
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    /// Of the house alone, so that a busy machine can be told from a slow house.
    private static Duration cpu(House house) throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readString(house.home().resolve("posthouse.pid")).strip())).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static long mailed(House house) throws Exception {
        try (var lines = Files.lines(house.home().resolve("log/posthouse.0.log"))) {
            return lines.filter(line -> line.contains("event=list-mailed")).count();
        }
    }

    private static void post(House house, String list, long id) throws Exception {
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO load.test");
            line.send("MAIL FROM:<jane@sender.test>\r\nRCPT TO:<" + list + ">\r\nDATA\r\n");
            for (var wanted : new String[] {"250 .*", "250 .*", "354 .*"}) line.expect(wanted);
            line.send(POST.formatted(list, id));
            line.expect("250 2\\.0\\.0 .*");
        }
    }

    private static Api.Answer good(Api.Answer answer) {
        if (answer.status() >= 300) throw new AssertionError(answer.status() + " " + answer.body());
        return answer;
    }
}
