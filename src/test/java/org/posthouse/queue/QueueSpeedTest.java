package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.queue.TestQueue.Way;

/// How fast the queue is, and stays with very much in it that cannot leave.
@Tag("slow") class QueueSpeedTest {
    private static final Remark OK = new Remark("mx.test", 250, "2.0.0", "taken", "plain");
    private static final Remark DEAD = Remark.own("4.4.1", "no answer");
    private static final int PATIENCE_OF_A_CONNECTION = 2000;

    private final AtomicInteger delivered = new AtomicInteger();
    private final ConcurrentHashMap<String, Long> sent = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> waited = new ConcurrentHashMap<>();

    private void take(Run run) {
        for (var load = run.next(); load.isPresent(); load = run.next()) {
            var outcomes = new HashMap<Delivery, Outcome>();
            for (var delivery : load.get().deliveries()) {
                outcomes.put(delivery, new Outcome.Done(OK, true));
                var began = sent.remove(delivery.recipient());
                if (began != null) waited.put(delivery.recipient(), System.nanoTime() - began);
            }
            run.settle(load.get(), outcomes);
            delivered.addAndGet(outcomes.size());
        }
    }

    @Test void tenThousandRecipientsOfOneMessage() throws Exception {
        try (var queue = new TestQueue(new Way("smtp", this::take)).start()) {
            for (int round = 0; round < 3; round++) {
                var message = queue.message();
                var all = new ArrayList<Consignment>();
                for (int i = 0; i < 10_000; i++) all.add(TestQueue.to(message, i, "r" + i + "@one.test"));
                delivered.set(0);
                long begin = System.nanoTime();
                queue.add(all);
                long added = System.nanoTime();
                Await.until(() -> "all are delivered", delivered::get, done -> done == 10_000);
                long end = System.nanoTime();
                System.getLogger("speed").log(System.Logger.Level.INFO, "rows added in {0} ms, delivered in {1} ms more", (added - begin) / 1_000_000, (end - added) / 1_000_000);
                if (round == 2) assertTrue(end - added < Duration.ofSeconds(2).toNanos(), "5,000 a second: " + (end - added) / 1_000_000 + " ms");
            }
        }
    }

    /// `hosts` of them, with as many rows in all.
    private void liveBeside(int rows, int hosts) throws Exception {
        try (var queue = new TestQueue(new Way("smtp", run -> {
            if (run.destination().contains("dead")) {
                Thread.sleep(PATIENCE_OF_A_CONNECTION);
                run.unreachable(DEAD);
            } else take(run);
        }))) {
            for (int from = 0; from < rows; from += 10_000) {
                var message = queue.message();
                var all = new ArrayList<Consignment>();
                for (int i = from; i < Math.min(rows, from + 10_000); i++) all.add(TestQueue.to(message, i, "r" + i + "@dead" + i % hosts + ".test"));
                queue.add(all);
            }
            queue.start();
            for (int i = 0; i < 100; i++) {
                var message = queue.message();
                var to = "live" + i + "@alive" + i % 10 + ".test";
                sent.put(to, System.nanoTime());
                queue.work.run(() -> queue.queue.add(java.util.List.of(new Consignment(message, 0, "jane@example.net", to, to, java.util.Set.of(), "", 0, "smtp", "", new byte[0], ""))));
                Thread.sleep(100);
            }
            Await.until(() -> "live mail has left: " + waited.size(), waited::size, size -> size == 100);
            var sorted = waited.values().stream().sorted().toList();
            System.getLogger("speed").log(System.Logger.Level.INFO, "beside {0} rows to {1} dead hosts: median {2} ms, slowest {3} ms, tried {4}", rows, hosts, sorted.get(50) / 1_000_000, sorted.getLast() / 1_000_000,
                    queue.count("attempts > 0"));
            assertTrue(sorted.get(50) < 500_000_000L && sorted.getLast() < 5_000_000_000L, sorted::toString);
        }
    }

    @Test void mailToTheLivingBesideAHundredThousandToOneDeadHost() throws Exception { liveBeside(100_000, 1); }

    @Test void mailToTheLivingBesideAHundredThousandToAsManyDeadHosts() throws Exception { liveBeside(100_000, 100_000); }

    /// What the queue itself costs for copies that share nothing, from the row to its end; without sockets, the container's transactions or a disk.
    @Test void tenThousandCopiesOfTheirOwn() throws Exception {
        var cpu = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        try (var queue = new TestQueue(new Way("smtp", QueueSpeedTest.this::take))) {
            queue.start();
            for (int round = 0; round < 5; round++) {
                delivered.set(0);
                long begun = System.nanoTime();
                long used = cpu.getProcessCpuTime();
                var message = queue.message();
                for (int from = 0; from < 10_000; from += 1000) {
                    var all = new ArrayList<Consignment>();
                    for (int i = from; i < from + 1000; i++) {
                        var to = "m" + i + "@many.test";
                        all.add(new Consignment(message, i, "back-" + i + "@list.test", to, to, java.util.Set.of(), "", 0, "smtp", "", new byte[300], ""));
                    }
                    queue.add(all);
                }
                Await.until(() -> "all are delivered", delivered::get, done -> done == 10_000);
                System.getLogger("speed").log(System.Logger.Level.INFO, "10,000 copies of their own: {0} ms, {1} µs of CPU each", (System.nanoTime() - begun) / 1_000_000, (cpu.getProcessCpuTime() - used) / 10_000_000);
            }
        }
    }
}
