package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.account.Claims;
import org.posthouse.mime.Address;

/// Nobody takes an address that mail for a list comes in by.
@ApplicationScoped public class ListClaims implements Claims {
    @Inject Lists lists;

    @Override public Optional<String> holder(Address address) {
        var book = lists.now();
        if (address.local().equalsIgnoreCase(ListRole.MANAGER_NAME)) return Optional.of(ListRole.MANAGER_NAME);
        return book.place(address).map(place -> place.list().address().toString());
    }

    @Override public boolean anyIn(long domain) { return lists.now().any(domain); }
}
