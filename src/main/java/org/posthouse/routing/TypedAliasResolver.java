package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.machine.Handover;
import org.posthouse.mime.Address;

/// Names that are no accounts. In front of the accounts: an alias wins over an account of the same name.
@ApplicationScoped @Priority(400)
public class TypedAliasResolver implements Resolver {
    @Inject Tables tables;
    @Inject Includes includes;

    @Override public Optional<Found> find(Address address) {
        var aliases = tables.now().aliases();
        return aliases.isEmpty() ? Optional.empty() : Optional.ofNullable(aliases.get(address.key())).map(alias -> new Found(new Rule(Rule.Kind.TYPED_ALIAS, alias.address(), "typed-alias/" + alias.id()), end(alias, address)));
    }

    private Resolution end(Tables.Alias alias, Address address) {
        return switch (alias.kind()) {
            case ADDRESS -> new Resolution.Onward(alias.addresses());
            case INCLUDE -> includes.addresses(alias.target()).<Resolution>map(Resolution.Onward::new).orElseGet(() -> new Resolution.Stranded(address, "4.3.5", "The list of this address cannot be read"));
            case PATH -> new Resolution.Outlet(new Handover(alias.target().endsWith("/") ? Handover.MAILDROP : Handover.FILE, alias.target()));
            case COMMAND -> new Resolution.Outlet(new Handover(Handover.PROGRAM, alias.target()));
        };
    }
}
