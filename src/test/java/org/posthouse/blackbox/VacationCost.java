package org.posthouse.blackbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// What people on vacation cost: accepted messages a second for as many people who are on vacation as for others who are not, by turns, against one house, over the wire. Each message has a sender of its own,
/// so each is answered, and all answers go into one mailbox here.
/// `java -cp … org.posthouse.blackbox.VacationCost [messages a round] [sessions] [rounds] [accounts]`; needs `target/posthouse.jar`.
final class VacationCost {
    private static final String LETTER = "Received: from a.test by b.test; Thu, 1 Jan 2026 00:00:00 +0000\r\nFrom: Load <%1$s>\r\nTo: <%2$s>\r\nSubject: Measured\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\n"
            + "Message-ID: <%3$s@sender.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + "Seventy characters of text make a line, and fifteen lines a message...\r\n".repeat(10) + ".\r\n";

    private VacationCost() { }

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int sessions = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        int accounts = args.length > 3 ? Integer.parseInt(args[3]) : 1000;
        try (var house = new House(Path.of("vacation-cost"), Map.of()).start()) {
            house.api().post("accounts", "{\"name\":\"Sink\",\"addresses\":[\"sink@" + House.DOMAIN + "\"]}");
            var here = people(house, "here", accounts, false);
            var away = people(house, "away", accounts, true);
            round(house, here, messages, sessions);                      // the compiler warms up
            round(house, away, messages / 4, sessions);
            var rates = List.of(new ArrayList<Double>(), new ArrayList<Double>());
            for (int i = 0; i < rounds * 2; i++) {
                boolean vacation = i % 4 == 1 || i % 4 == 2;             // here, away, away, here: what grows with time falls on both
                double rate = round(house, vacation ? away : here, messages, sessions);
                rates.get(vacation ? 1 : 0).add(rate);
                System.out.printf(Locale.ROOT, "people=%s accepted/s=%.0f%n", vacation ? "on vacation" : "here", rate);
            }
            double without = middle(rates.get(0));
            double with = middle(rates.get(1));
            System.out.printf(Locale.ROOT, "middle here=%.0f on-vacation=%.0f ratio=%.2f%n", without, with, with / without);
        }
    }

    private static List<String> people(House house, String kind, int count, boolean vacation) throws Exception {
        var all = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var address = kind + i + "@" + House.DOMAIN;
            var answer = house.api().post("accounts", "{\"name\":\"A tester\",\"addresses\":[\"%s\"]}".formatted(address));
            if (answer.status() != 201) throw new IllegalStateException(answer.body());
            if (vacation) {
                var set = house.api().put("accounts/" + answer.number("id") + "/auto-reply", "{\"mode\":\"vacation\",\"subject\":\"Away\",\"message\":\"I am away until Monday.\",\"everyDays\":7}");
                if (set.status() != 200) throw new IllegalStateException(set.body());
            }
            all.add(address);
        }
        return all;
    }

    private static double round(House house, List<String> accounts, int messages, int sessions) throws Exception {
        long begun = System.nanoTime();
        var number = new AtomicLong(begun);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int session : IntStream.range(0, sessions).toArray()) all.add(threads.submit(() -> send(house, accounts, session, messages / sessions, number)));
            for (var one : all) one.get();
        }
        return messages / ((System.nanoTime() - begun) / 1e9);
    }

    private static Void send(House house, List<String> accounts, int session, int messages, AtomicLong number) throws Exception {
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO load.test");
            for (int i = 0; i < messages; i++) {
                var to = accounts.get((session * 37 + i) % accounts.size());
                long id = number.incrementAndGet();
                var from = "sink+" + id + "@" + House.DOMAIN;
                line.send("MAIL FROM:<" + from + ">\r\nRCPT TO:<" + to + ">\r\nDATA\r\n");
                for (var wanted : new String[] {"250 .*", "250 .*", "354 .*"}) line.expect(wanted);
                line.send(LETTER.formatted(from, to, id));
                line.expect("250 2\\.0\\.0 .*");
            }
        }
        return null;
    }

    private static double middle(List<Double> rates) { return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow(); }
}
