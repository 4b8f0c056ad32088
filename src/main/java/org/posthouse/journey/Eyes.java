package org.posthouse.journey;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks at one journey with somebody's sight. Everything that is shown goes through here, and what is looked for is compared with what is shown, so that nobody finds out by asking.
final class Eyes {
    private final Sight sight;
    private final Optional<Acceptance> taken;
    /// They sent it, or administer the domain of who did. A sender's address alone proves nothing: anybody can write it.
    private final boolean sender;

    /// Addresses to which their own plan or script sends mail on.
    private final Set<String> forwards;
    private final List<Event> events;

    Eyes(Sight sight, Optional<Acceptance> taken, List<Event> events) {
        this.sight = sight;
        this.taken = taken;
        this.events = events;
        this.forwards = sight instanceof Sight.Own(long account, _) ? events.stream().filter(e -> e.kind() == Event.Kind.REWRITTEN && e.account() == account && byPlan(e)).map(e -> Key.canonical(e.subject())).collect(Collectors.toSet()) : Set.of();
        this.sender = taken.filter(t -> switch (sight) {
            case Sight.All() -> true;
            case Sight.Within(var own, _) -> t.account() != 0 ? own.contains(Key.domainOf(t.who())) : t.vouched() && t.cause().isEmpty() && own.contains(Key.domainOf(t.sender()));
            case Sight.Own(long account, _) -> t.account() == account;
        }).isPresent();
    }

    /// They may know that it was, whatever happened to it.
    boolean seesWithoutEvents() {
        return switch (sight) {
            case Sight.All() -> true;
            case Sight.Within(var own, _) -> sender || taken.filter(t -> t.recipients().stream().anyMatch(r -> own.contains(Key.domainOf(r)))).isPresent();
            case Sight.Own _ -> sender || events.stream().anyMatch(this::concerns);
        };
    }

    /// They may know that it was for this recipient of the envelope.
    boolean knows(String recipient) {
        return switch (sight) {
            case Sight.All() -> true;
            case Sight.Within(var own, _) -> sender || own.contains(Key.domainOf(recipient));
            case Sight.Own _ -> sender;
        };
    }

    /// The event as they may see it.
    Optional<Event> see(Event event) {
        return switch (sight) {
            case Sight.All() -> Optional.of(event);
            case Sight.Within(var own, var local) -> within(event, own, local);
            case Sight.Own(long account, var local) -> event.account() == account && theirs(event) || sender && personal(event.kind()) && plain(event, local) ? Optional.of(mute(event)) : Optional.empty();
        };
    }

    /// It counts for what they are told of the recipient as a whole.
    boolean counts(Event event) { return !(sight instanceof Sight.Own(long account, _)) || sender || event.account() == account; }

    /// It is about their own mail, although they may not read it.
    boolean concerns(Event event) { return sight instanceof Sight.Own(long account, _) && event.account() == account; }

    /// Of events with their account: the account is the mailbox's, the plan's, or only who sent the message, to an address behind which there are others who are nobody's business.
    private boolean theirs(Event event) {
        return switch (event.kind()) {
            case DELIVERED, ANSWERED, RULE -> true;
            case REWRITTEN -> byPlan(event);
            default -> event.address().isEmpty() || forwards.contains(Key.canonical(event.address()));
        };
    }

    /// Not by an alias that stands behind the plan.
    private static boolean byPlan(Event event) { return event.text().startsWith("forward ") || event.text().startsWith("sorted "); }

    private Optional<Event> within(Event event, Set<String> own, Set<String> local) {
        if (event.recipient().isEmpty()) return sender || taken.filter(t -> t.recipients().stream().allMatch(r -> own.contains(Key.domainOf(r)))).isPresent() ? Optional.of(event) : Optional.empty();
        if (own.contains(Key.domainOf(event.recipient())) || sender && plain(event, local)) return Optional.of(event);
        if (!own.contains(Key.domainOf(event.address()))) return Optional.empty();
        return Optional.of(new Event(event.at(), event.record(), event.address(), "", event.account(), event.kind(), event.subject(), event.text()));       // came by way of somebody else's address, which is not told
    }

    /// Nothing of it tells how somebody here has their mail treated: it concerns all, or a recipient elsewhere to whom it went as it was addressed.
    private static boolean plain(Event event, Set<String> local) { return event.recipient().isEmpty() || event.address().isEmpty() && !local.contains(Key.domainOf(event.recipient())) && event.recipient().contains("@"); }

    /// Which rules there are, is the administrators' business.
    private static boolean personal(Event.Kind kind) { return kind != Event.Kind.RULE && kind != Event.Kind.REWRITTEN; }

    /// Without the names of those who work on the queue.
    private static Event mute(Event event) {
        return switch (event.kind()) {
            case QUEUED, HELD, RELEASED, REMOVED -> new Event(event.at(), event.record(), event.recipient(), event.address(), event.account(), event.kind(), "", event.kind() == Event.Kind.HELD ? event.text() : "");
            default -> event;
        };
    }

    /// @param seen the events of it that they see
    Acceptance see(Acceptance all, List<Event> seen) {
        if (sight instanceof Sight.All || sender) return all;
        var recipients = new LinkedHashSet<String>();
        var named = new ArrayList<String>();
        for (var recipient : all.recipients()) if (knows(recipient) && recipients.add(Key.canonical(recipient))) named.add(recipient);
        for (var event : Stream.concat(seen.stream(), events.stream().filter(this::concerns)).toList()) if (!event.recipient().isEmpty() && recipients.add(Key.canonical(event.recipient()))) named.add(event.recipient());
        boolean administers = sight instanceof Sight.Within;
        return new Acceptance(all.at(), all.record(), all.sender(), named, all.octets(), administers ? all.service() : "", administers ? all.client() : "", administers ? all.helo() : "", administers ? all.tls() : "", 0, "",
                administers ? all.session() : "", all.vouched(), administers ? all.spf() : "", administers ? all.hold() : "", "", all.about());
    }
}
