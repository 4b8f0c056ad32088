package org.posthouse.list.bounce;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.posthouse.list.Letters;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListPages;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.list.Member;
import org.posthouse.list.MemberMarks;
import org.posthouse.list.Members;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

/// How often mail to members came back, and what follows from it. In the caller's transaction.
@ApplicationScoped public class Scores {
    private static final System.Logger LOG = System.getLogger(Scores.class.getName());
    private static final int PERMANENT = 2;
    private static final int TEMPORARY = 1;
    private static final int STEP = 500;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Lists lists;
    @Inject Members members;
    @Inject MemberMarks marks;
    @Inject Letters letters;
    @Inject ListPages pages;
    @Inject Clock clock;

    /// @param probed the letter came back that asked whether mail gets through
    void failed(ListEntry list, Member member, boolean permanent, boolean probed, String reason) {
        if (member.state() != Member.State.ON && member.state() != Member.State.DIGEST) return;
        var plan = list.plan().bouncing();
        var now = clock.instant();
        if (probed && permanent && member.warned().isPresent()) {
            off(list, member, reason);
            return;
        }
        if (member.bounced().filter(last -> last.atOffset(ZoneOffset.UTC).toLocalDate().equals(now.atOffset(ZoneOffset.UTC).toLocalDate())).isPresent()) {
            if (member.warned().isEmpty() && member.bounceScore() >= Math.min(plan.warning(), plan.limit())) warn(list, member, reason);       // an owner has lowered the scores since the day was counted
            return;
        }
        if (member.bounced().filter(last -> last.plus(Duration.ofDays(plan.days())).isBefore(now)).isPresent()) member.bounced(0, null);
        int score = member.bounceScore() + (permanent ? PERMANENT : TEMPORARY);
        member.bounced(score, now);
        LOG.log(Level.INFO, "event=list-bounce list={0} member={1} score={2} reason={3}", list.address(), member.address(), Integer.toString(score), reason);
        if (score >= Math.min(plan.warning(), plan.limit()) && member.warned().isEmpty()) warn(list, member, reason);
        else if (score >= plan.limit()) off(list, member, reason);
    }

    /// By a letter with a return path of its own: when that comes back as well there is nobody left to warn.
    private void warn(ListEntry list, Member member, String reason) {
        member.warned(clock.instant());
        to(member).ifPresent(address -> letters.probe(list, Letters.Key.BOUNCE_WARNING, list.of(ListRole.BOUNCES, marks.of(MemberMarks.Purpose.PROBE, member.id())), address, member.language(),
                Map.of("link", pages.of(list, "me"), "reason", reason)));
    }

    private void off(ListEntry list, Member member, String reason) {
        members.change(member, Member.State.OFF, Member.Why.BOUNCES);
        LOG.log(Level.INFO, "event=list-member-off list={0} member={1} score={2} reason={3}", list.address(), member.address(), Integer.toString(member.bounceScore()), reason);
        to(member).ifPresent(address -> letters.send(list, Letters.Key.SWITCHED_OFF, address, member.language(), Map.of("link", pages.of(list, "me"), "reason", reason)));
        letters.toOwners(list, Letters.Key.MEMBER_OFF, list.of(ListRole.REQUEST), Map.of("link", pages.of(list, "admin/members?show=bouncing"), "who", member.address(), "reason", reason));
    }

    private static java.util.Optional<Address> to(Member member) { return Addresses.read(member.address()); }

    /// Members whose mail has got through for long enough begin anew, a portion at a time.
    ///
    /// @param after the last member of the portion before, 0 to begin
    /// @return the last one looked at; 0 when there is none left
    public long forget(long after) {
        var some = database.createQuery("select m from Member m where m.bounceScore > 0 and m.id > :after and m.state in :states order by m.id", Member.class)
                .setParameter("after", after).setParameter("states", List.of(Member.State.ON, Member.State.DIGEST)).setMaxResults(STEP).getResultList();
        for (var member : some) {
            var list = lists.now().find(member.list());
            if (list.isPresent() && member.bounced().filter(last -> last.plus(Duration.ofDays(list.get().plan().bouncing().days())).isBefore(clock.instant())).isPresent()) member.bounced(0, null);
        }
        return some.size() < STEP ? 0 : some.getLast().id();
    }
}
