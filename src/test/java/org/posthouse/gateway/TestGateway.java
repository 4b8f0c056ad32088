package org.posthouse.gateway;

import org.posthouse.account.TestHouse;

/// This package's modules wired by hand.
final class TestGateway {
    private TestGateway() { }

    static RelayDomains relays(TestHouse house) {
        var relays = new RelayDomains();
        relays.database = house.database;
        relays.changes = house.domains.changes;
        relays.ids = house.domains.ids;
        relays.domains = house.domains.domains;
        relays.directory = house.directory;
        return relays;
    }
}
