package org.posthouse.form;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.domain.Domains;
import org.posthouse.journey.Sight;

/// What somebody may see of journeys, by who they are.
@ApplicationScoped public class Sights {
    @Inject Domains domains;

    /// Of what they administer: a postmaster all, a domain administrator the own domains.
    ///
    /// @throws Forbidden for who administers nothing
    public Sight administered(Subject who) {
        if (!who.isAdministrator()) throw new Forbidden();
        if (who.isPostmaster()) return new Sight.All();
        return new Sight.Within(domains.local().byName().entrySet().stream().filter(named -> who.domains().contains(named.getValue().id())).map(Map.Entry::getKey).collect(Collectors.toSet()), local());
    }

    /// Their own mail.
    public Sight own(Subject who) { return new Sight.Own(who.account(), local()); }

    /// The widest they have.
    public Sight of(Subject who) { return who.isAdministrator() ? administered(who) : own(who); }

    private Set<String> local() { return domains.local().byName().keySet(); }
}
