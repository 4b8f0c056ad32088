package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

/// Makes many people members at once, as owners may. Each is taken or refused for itself, and who is there already is left alone, so the same list of people can be given again. In the caller's transaction.
@ApplicationScoped public class Enrolment {
    /// In one go; also what a file may hold.
    public static final int MOST = 50_000;
    private static final int PORTION = 500;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Lists lists;
    @Inject Members members;
    @Inject Ids ids;
    @Inject Clock clock;

    public enum Result {
        ADDED, THERE, REFUSED;

        public String label() { return name().toLowerCase(java.util.Locale.ROOT); }
    }

    /// @param typed    an address
    /// @param name     empty when nobody said; `language` likewise
    /// @param state    ON, OFF or DIGEST; empty for the list's first state
    /// @param format   empty for the list's
    public record Newcomer(long line, String typed, String name, String language, Optional<Member.State> state, Optional<Digesting.Format> format) {
        public static Newcomer of(long line, String typed) { return new Newcomer(line, typed, "", "", Optional.empty(), Optional.empty()); }
    }

    /// What became of one, or would.
    ///
    /// @param member its id; 0 when it is none
    public record Line(Newcomer who, Result result, long member, Optional<Fault> why) { }

    /// Adds them, in their order. Those who left before come back.
    public List<Line> join(ListEntry list, List<Newcomer> some, Member.Why why) { return all(list, some, Optional.of(why)); }

    /// What [#join] would do.
    public List<Line> look(ListEntry list, List<Newcomer> some) { return all(list, some, Optional.empty()); }

    private List<Line> all(ListEntry list, List<Newcomer> some, Optional<Member.Why> doing) {
        int most = list.plan().joining().maxMembers();
        long room = most == 0 ? Long.MAX_VALUE : most - members.belonging(list.id());
        var lines = new ArrayList<Line>(some.size());
        var seen = new HashSet<String>();
        for (int from = 0; from < some.size(); from += PORTION) {
            var portion = some.subList(from, Math.min(from + PORTION, some.size()));
            var there = there(list.id(), portion);
            for (var one : portion) {
                var line = line(list, one, there, seen, room, doing);
                if (line.result == Result.ADDED) room--;
                lines.add(line);
            }
            if (doing.isPresent()) {
                database.flush();
                database.clear();                                        // thousands of rows that nobody needs any more
            }
        }
        return lines;
    }

    private Line line(ListEntry list, Newcomer one, Map<String, Member> there, HashSet<String> seen, long room, Optional<Member.Why> doing) {
        var address = Addresses.read(one.typed);
        if (address.isEmpty() || address.get().toString().length() > 320) return refused(one, new Fault("address", "{0} is not an address", shown(one.typed)));
        if (lists.now().place(address.get()).filter(place -> place.list().id() == list.id()).isPresent()) return refused(one, new Fault("address", "{0} is an address of the list itself", address.get()));
        var known = there.get(address.get().key());
        if (known != null && known.state().belongs()) return new Line(one, Result.THERE, known.id(), Optional.empty());
        if (!seen.add(address.get().key())) return new Line(one, Result.THERE, 0, Optional.empty());
        if (room <= 0) return refused(one, new Fault("address", "the list has its {0} members", list.plan().joining().maxMembers()));
        return new Line(one, Result.ADDED, doing.map(why -> added(list, one, address.get(), known, why)).orElse(0L), Optional.empty());
    }

    private long added(ListEntry list, Newcomer one, Address address, Member known, Member.Why why) {
        var now = clock.instant();
        var state = one.state.orElse(list.plan().joining().firstState());
        var format = one.format.orElse(list.plan().digesting().format());
        var member = known != null ? known : new Member(ids.next(), list.id(), address.key(), address.toString(), one.name, one.language, state, why, format, now);
        if (known == null) {
            database.persist(member);
            return member.id();
        }
        member.describe(one.name.isEmpty() ? member.name() : one.name, one.language.isEmpty() ? member.language() : one.language, one.format.orElse(member.format()));
        member.become(state, why, now);
        member.bounced(0, null);
        return member.id();
    }

    private Map<String, Member> there(long list, List<Newcomer> portion) {
        var keys = portion.stream().flatMap(one -> Addresses.read(one.typed).stream()).map(Address::key).toList();
        var there = new HashMap<String, Member>();
        if (!keys.isEmpty())
            database.createQuery("select m from Member m where m.list = :list and m.key in :keys", Member.class).setParameter("list", list).setParameter("keys", keys).getResultStream().forEach(member -> there.put(member.key(), member));
        return there;
    }

    private static Line refused(Newcomer one, Fault why) { return new Line(one, Result.REFUSED, 0, Optional.of(why)); }

    private static String shown(String text) { return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"'; }
}
