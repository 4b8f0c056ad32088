package org.posthouse.dns;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.xbill.DNS.Record;

/// Answers by question, each until its time is over; of too many the one that was longest not asked for goes.
final class Cache {
    /// Of one answer, each record with what holds it in memory.
    private static final int MOST_OCTETS = 8 << 10;
    private static final int RECORD = 64;

    private record Kept(Answer<Record> answer, Instant until) { }

    private final Clock clock;
    private final Map<Question, Kept> kept;
    private final ConcurrentHashMap<Question, CompletableFuture<Answer<Record>>> asked = new ConcurrentHashMap<>();

    Cache(Clock clock, int most) {
        this.clock = clock;
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) { return size() > most; }
        };
    }

    Answer<Record> get(Question question, Function<Question, Timed> ask) {
        var known = known(question);
        if (known.isPresent()) return known.get();
        var mine = new CompletableFuture<Answer<Record>>();
        var others = asked.putIfAbsent(question, mine);
        if (others != null) return others.join();                     // it ends: each question has its time
        Answer<Record> answer = new Answer.Trouble<>("the question was given up");
        try {
            var timed = ask.apply(question);
            answer = timed.answer();
            if (timed.life().isPositive() && isSmall(answer)) keep(question, new Kept(answer, clock.instant().plus(timed.life())));
            return answer;
        } finally {
            asked.remove(question, mine);
            mine.complete(answer);
        }
    }

    /// A stranger chooses what stands in a zone: answers that take much room are asked for again.
    private static boolean isSmall(Answer<Record> answer) { return answer.values().stream().mapToInt(record -> record.rdataToWireCanonical().length + RECORD).sum() <= MOST_OCTETS; }

    private Optional<Answer<Record>> known(Question question) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(question)).filter(found -> clock.instant().isBefore(found.until)).map(Kept::answer);
        }
    }

    private void keep(Question question, Kept answer) {
        synchronized (kept) {
            kept.put(question, answer);
        }
    }

    void clear() {
        synchronized (kept) {
            kept.clear();
        }
    }
}
