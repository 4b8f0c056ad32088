package org.posthouse.account;

import java.util.List;
import java.util.Optional;

/// [Authors] on a [TestHouse].
public final class TestAuthors {
    private TestAuthors() { }

    public static Authors of(TestHouse house) {
        var authors = new Authors();
        authors.database = house.database;
        authors.directory = house.directory;
        authors.deliveries = house.deliveries;
        authors.changes = house.directory.changes;
        return authors;
    }

    /// @return the id of a new account
    public static long open(TestHouse house, String name, String address, FromRewrite rewrite) {
        return house.work.call(() -> house.accounts.open(AccountPlan.of(name, List.of(address)).fromRewrite(rewrite), Optional.empty()).id());
    }
}
