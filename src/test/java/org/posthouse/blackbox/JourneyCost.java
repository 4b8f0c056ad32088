package org.posthouse.blackbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// What writing journeys costs: accepted messages a second with `journey.on` switched on and off by turns, against one house, over the wire.
/// `java -cp … org.posthouse.blackbox.JourneyCost [messages a round] [sessions] [rounds]`; needs `target/posthouse.jar`.
final class JourneyCost {
    private static final String LETTER = "Received: from a.test by b.test; Thu, 1 Jan 2026 00:00:00 +0000\r\nFrom: Load <load@sender.test>\r\nTo: somebody\r\nSubject: Measured\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\n"
            + "Message-ID: <%s@sender.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + "Seventy characters of text make a line, and fifteen lines a message...\r\n".repeat(10) + ".\r\n";

    private JourneyCost() { }

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int sessions = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        try (var house = new House(Path.of("journey-cost"), Map.of()).start()) {
            var accounts = new ArrayList<String>();
            for (int i = 0; i < 20; i++) accounts.add(house.account("reader" + i).address());
            round(house, accounts, messages, sessions);                  // the compiler warms up
            var rates = List.of(new ArrayList<Double>(), new ArrayList<Double>());
            for (int i = 0; i < rounds * 2; i++) {
                boolean on = i % 4 == 0 || i % 4 == 3;                   // on, off, off, on: what grows with time falls on both
                house.api().patch("settings", "{\"journey.on\":" + on + "}");
                Thread.sleep(6_000);                                     // until housekeeping has told it, and what went before is written
                double rate = round(house, accounts, messages, sessions);
                rates.get(on ? 0 : 1).add(rate);
                System.out.printf(Locale.ROOT, "journeys=%s accepted/s=%.0f%n", on ? "on" : "off", rate);
            }
            double on = middle(rates.get(0));
            double off = middle(rates.get(1));
            System.out.printf(Locale.ROOT, "middle on=%.0f off=%.0f cost=%.1f%%%n", on, off, 100 * (1 - on / off));
        }
    }

    private static double round(House house, List<String> accounts, int messages, int sessions) throws Exception {
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int session : IntStream.range(0, sessions).toArray()) all.add(threads.submit(() -> send(house, accounts, session, messages / sessions)));
            for (var one : all) one.get();
        }
        return messages / ((System.nanoTime() - begun) / 1e9);
    }

    private static Void send(House house, List<String> accounts, int session, int messages) throws Exception {
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO load.test");
            for (int i = 0; i < messages; i++) {
                line.send("MAIL FROM:<load@sender.test>\r\nRCPT TO:<" + accounts.get((session + i) % accounts.size()) + ">\r\nDATA\r\n");
                for (var wanted : new String[] {"250 .*", "250 .*", "354 .*"}) line.expect(wanted);
                line.send(LETTER.formatted(session + "." + i + "." + System.nanoTime()));
                line.expect("250 2\\.0\\.0 .*");
            }
        }
        return null;
    }

    private static double middle(List<Double> rates) { return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow(); }
}
