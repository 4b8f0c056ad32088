package org.posthouse.list.bounce;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.list.Incoming;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.Member;
import org.posthouse.list.MemberMarks;
import org.posthouse.list.MemberMarks.Purpose;
import org.posthouse.list.Members;
import org.posthouse.list.Receiver;
import org.posthouse.routing.Addresses;

/// Takes what comes back to the return paths of lists.
@ApplicationScoped public class Bounces implements Receiver {
    @Inject MemberMarks marks;
    @Inject Members members;
    @Inject Scores scores;

    @Override public Set<ListRole> roles() { return Set.of(ListRole.BOUNCES); }

    @Override public Verdict receive(Incoming mail) throws IOException {
        var list = mail.list().orElseThrow();
        if (!list.plan().bouncing().watched()) return Verdict.done("Reports are not looked at here", () -> { });
        if (!mail.sender().isEmpty()) return Verdict.done("Not a report: it has a sender", () -> { });               // RFC 5321 §4.5.5
        var report = FailureReport.read(mail.body()::open);
        if (report.answered()) return Verdict.done("An answer by a program, not a report", () -> { });
        var returned = marks.read(Purpose.RETURN_PATH, mail.detail());
        var probed = marks.read(Purpose.PROBE, mail.detail());
        if (returned.or(() -> probed).isPresent()) return Verdict.done("A copy that came back", () -> whose(list, returned.or(() -> probed)).ifPresent(member -> signed(list, member, probed.isPresent(), report)));
        // where each copy has a return path of its own, a report that knows none of them is anybody's
        if (list.plan().dressing().personal()) return Verdict.done("A report without the mark of a copy", () -> { });
        return Verdict.done("A report without the mark of a copy", () -> report.failures().forEach(failure -> unsigned(list, failure)));
    }

    private Optional<Member> whose(ListEntry list, Optional<Long> id) { return id.flatMap(members::find).filter(member -> member.list() == list.id()); }

    /// The path says whose it is: when a member's mail goes on from there, the report names a stranger.
    private void signed(ListEntry list, Member member, boolean probed, FailureReport report) {
        worst(report.failures()).ifPresent(failure -> scores.failed(list, member, failure.permanent(), probed, failure.reason()));
    }

    private static Optional<Failure> worst(List<Failure> failures) { return failures.stream().filter(Failure::permanent).findFirst().or(() -> failures.stream().findFirst()); }

    private void unsigned(ListEntry list, Failure failure) {
        Addresses.read(failure.address()).flatMap(address -> members.find(list.id(), address)).ifPresent(member -> scores.failed(list, member, false, false, failure.reason()));
    }
}
