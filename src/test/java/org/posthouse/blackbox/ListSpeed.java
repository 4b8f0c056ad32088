package org.posthouse.blackbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How fast one post reaches the members of a list, from its 250 to the last copy: with copies of their own and with shared ones at another server (Postfix's `smtp-sink`), and in mailboxes of this house.
/// `java -cp … org.posthouse.blackbox.ListSpeed [members] [posts] [home of a house that runs]`; needs `target/posthouse.jar` where no home is named.
final class ListSpeed {
    private static final String POST = "From: Jane <jane@sender.test>\r\nTo: %s\r\nSubject: Measured\r\nMessage-ID: <%d@sender.test>\r\nDate: Sun, 1 Mar 2026 12:00:00 +0000\r\n\r\n"
            + "Seventy characters of text make a line, and fifteen lines a message...\r\n".repeat(14) + ".\r\n";
    private static final int SINK = 2599;

    private ListSpeed() { }

    public static void main(String[] args) throws Exception {
        int members = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int posts = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        var sink = new ProcessBuilder("smtp-sink", "-u", "nobody", "127.0.0.1:" + SINK, "1000").redirectErrorStream(true).redirectOutput(new File("/dev/null")).start();
        try (var house = args.length > 2 ? House.running(Path.of(args[2])) : new House(Path.of("list-speed"), Map.of()).start()) {
            good(house.api().put("routing-table", "[{\"pattern\":\"*\",\"target\":\"[127.0.0.1]:" + SINK + "\"}]"));
            measure(house, "personal", list(house, "own", true, table(members, "far.test")), posts, members);
            measure(house, "shared", list(house, "shared", false, table(members, "far.test")), posts, members);
            int local = Math.min(members, 1000);
            for (int i = 0; i < local; i++) house.account("reader" + i);
            measure(house, "mailboxes", list(house, "here", true, table(local, "reader", House.DOMAIN)), posts, local);
        } finally {
            sink.destroy();
        }
    }

    private static String table(int members, String domain) { return table(members, "member", domain); }

    private static String table(int members, String name, String domain) { return IntStream.range(0, members).mapToObj(i -> name + i + "@" + domain).collect(Collectors.joining("\n", "address\n", "\n")); }

    private static String list(House house, String name, boolean personal, String table) throws Exception {
        var address = name + System.nanoTime() % 100_000 + "@" + House.DOMAIN;
        long id = good(house.api().post("lists", "{\"address\":\"" + address + "\",\"owners\":[\"owner@far.test\"],\"posting\":\"anybody\"}")).number("id");
        good(house.api().patch("forms/list-dressing/" + id, "{\"personal\":" + personal + ",\"fromRewriting\":\"never\"}"));
        good(house.api().postTable("lists/" + id + "/members", table));
        return address;
    }

    private static void measure(House house, String what, String list, int posts, int members) throws Exception {
        for (int i = 0; i < posts; i++) {
            long mailed = mailed(house);
            var used = cpu(house);
            post(house, list, System.nanoTime());
            long begun = System.nanoTime();
            while (mailed(house) == mailed || house.api().get("queue?size=1").number("total") > 0) Thread.sleep(100);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(Locale.ROOT, "copies=%s members=%d seconds=%.2f recipients/s=%.0f cpu-ms/recipient=%.3f%n", what, members, seconds, members / seconds, cpu(house).minus(used).toMillis() / (double) members);
        }
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
