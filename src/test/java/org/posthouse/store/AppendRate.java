package org.posthouse.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/// How many messages a second the store takes, dispatches and reads on this disk. `java … org.posthouse.store.AppendRate [callers] [octets] [messages]`.
final class AppendRate {
    public static void main(String[] args) throws Exception {
        int callers = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int octets = args.length > 1 ? Integer.parseInt(args[1]) : 10 << 10;
        int messages = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
        var home = Files.createTempDirectory("append-rate");
        try (var store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, Clock.systemUTC())) {
            var dispatcher = Thread.ofPlatform().daemon().start(() -> dispatch(store));
            for (int round = 0; round < 3; round++) run(store, callers, octets, messages);
            System.out.println(store.figures());
        } finally {
            try (var files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(AppendRate::delete);
            }
        }
    }

    private static void run(MessageStore store, int callers, int octets, int messages) throws Exception {
        var body = Samples.body(octets, 7);
        var stored = new LongAdder();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                threads.submit(() -> {
                    for (int k = 0; k < messages / callers; k++) {
                        store.admit(octets);
                        if (store.append(Samples.envelope(body), body).await().code() == 250) stored.increment();
                    }
                    return null;
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("callers=%d octets=%d stored=%d seconds=%.2f rate=%.0f/s%n", callers, octets, stored.sum(), seconds, stored.sum() / seconds);
    }

    private static void dispatch(MessageStore store) {
        try {
            for (var batch = store.take(1000); !batch.isEmpty(); batch = store.take(1000)) store.checkpoint(batch.getLast().position());
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
