package org.posthouse.gateway;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.stream.Collectors;
import org.posthouse.gateway.Peering.House;

/// The one [Peering], and the secret of all its houses.
@Entity @Table(name = "peering") class StoredPeering {
    static final int ONLY = 1;

    @Id private int id = ONLY;
    @Version @Column(nullable = false) private int version;
    @Column(nullable = false, length = 4000) private String domains = "";
    @Column(nullable = false, length = 1000) private String secret = "";
    @Column(nullable = false, length = 8000) private String houses = "";

    void settle(Peering peering, String sealed) {
        domains = peering.domains().stream().sorted().collect(Collectors.joining("\n"));
        houses = peering.houses().stream().map(house -> house.url() + " " + house.target()).collect(Collectors.joining("\n"));
        secret = sealed;
    }

    int version() { return version; }

    String secret() { return secret; }

    Peering peering() {
        return new Peering(domains.lines().collect(Collectors.toSet()), houses.lines().map(line -> line.split(" ", 2)).map(pair -> new House(pair[0], pair[1])).toList());
    }
}
