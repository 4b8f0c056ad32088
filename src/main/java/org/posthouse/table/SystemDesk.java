package org.posthouse.table;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.change.Change;
import org.posthouse.change.Change.Difference;
import org.posthouse.change.History;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.table.SystemUsers.Line;
import org.posthouse.table.SystemUsers.Result;
import org.posthouse.table.SystemUsers.Wanted;

/// Files of a machine that somebody brought, between the look and the deed. In memory for an hour at most: the result may have links to passwords in it.
@ApplicationScoped public class SystemDesk {
    private static final System.Logger LOG = System.getLogger(SystemDesk.class.getName());
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 4;

    @Inject SystemUsers users;
    @Inject UnitOfWork unitOfWork;
    @Inject History history;
    @Inject SecureRandom random;
    @Inject Clock clock;

    private final Map<String, Work> works = new LinkedHashMap<>();

    /// @param done it has happened; else the lines tell what would
    public record Work(String id, long account, Instant begun, Wanted wanted, List<Line> lines, boolean done) { }

    /// Looks at the files.
    public Work take(Subject who, Wanted wanted) {
        var octets = new byte[16];
        random.nextBytes(octets);
        var work = new Work(HexFormat.of().formatHex(octets), who.account(), clock.instant(), wanted, users.look(wanted), false);
        synchronized (works) {
            works.values().removeIf(one -> one.begun().isBefore(clock.instant().minus(KEPT)) || one.account() == who.account());
            if (works.size() >= MOST) works.remove(works.keySet().iterator().next());
            works.put(work.id(), work);
        }
        return work;
    }

    /// Only their own.
    public Optional<Work> find(Subject who, String id) {
        synchronized (works) {
            return Optional.ofNullable(works.get(id)).filter(one -> one.account() == who.account() && one.begun().isAfter(clock.instant().minus(KEPT)));
        }
    }

    /// Does it, once.
    public void begin(Subject who, Work work) {
        synchronized (works) {
            if (work.done() || !works.remove(work.id(), work)) return;
        }
        var lines = run(who, work.wanted());
        synchronized (works) {
            works.put(work.id(), new Work(work.id(), work.account(), work.begun(), new Wanted(new SystemFiles("", "", "", Map.of()), work.wanted().domain(), work.wanted().links()), lines, true));
        }
    }

    /// @throws Rejected CONFLICT `passwd` when others are at it
    public List<Line> run(Subject who, Wanted wanted) {
        var lines = users.run(wanted).orElseThrow(() -> Rejected.conflict("passwd", "others import just now; try again in a few minutes"));
        var counts = SystemUsers.counts(lines);
        var told = Arrays.stream(Result.values()).map(result -> new Difference("was." + result, List.of(), List.of(Long.toString(counts.get(result))), false)).toList();
        unitOfWork.run(() -> history.record(new Change(0, Instant.EPOCH, who.account(), who.address(), who.face().name().toLowerCase(Locale.ROOT), who.client(), "system-users", "", wanted.domain(), 0, told)));
        LOG.log(Level.INFO, "event=system-users-imported lines={0} created={1} by={2}", Integer.toString(lines.size()), Long.toString(counts.get(Result.CREATED)), Long.toString(who.account()));
        return lines;
    }
}
