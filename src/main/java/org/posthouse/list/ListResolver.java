package org.posthouse.list;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.domain.Domains;
import org.posthouse.machine.Handover;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.routing.Found;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Resolver;
import org.posthouse.routing.Rule;

/// Addresses of lists. In front of the accounts, behind the aliases that people set up.
@ApplicationScoped @Priority(500)
public class ListResolver implements Resolver {
    @Inject Lists lists;
    @Inject Domains domains;

    @Override public Optional<Found> find(Address address) {
        var book = lists.now();
        if (address.local().equalsIgnoreCase(ListRole.MANAGER_NAME))
            return domains.local().find(address.domainKey()).filter(domain -> book.any(domain.id())).map(domain -> new Found(new Rule(Rule.Kind.LIST, address.toString(), "/lists/"), new Resolution.Outlet(ListTransport.manager(domain.id()))));
        return book.place(address).map(place -> new Found(new Rule(Rule.Kind.LIST, place.list().address().toString(), "/lists/" + place.list().address() + "/admin/"), end(place)));
    }

    /// Mail to the owners goes to people, all else to what works on the list's mail.
    private static Resolution end(Lists.Place place) {
        if (place.role() == ListRole.OWNER) return new Resolution.Onward(place.list().owners().stream().flatMap(owner -> Addresses.read(owner).stream()).toList());
        return new Resolution.Outlet(new Handover(ListTransport.NAME, ListTransport.target(place.list().id(), place.role(), place.detail())));
    }
}
