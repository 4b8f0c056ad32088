package org.posthouse.gateway;

import java.util.List;
import java.util.Set;

/// Houses that share domains with this one, each with some of the people.
///
/// @param domains by their own names; each lives here too
/// @param houses  the others, never this one
public record Peering(Set<String> domains, List<House> houses) {
    public static final Peering NONE = new Peering(Set.of(), List.of());

    /// @param url    where its web is, `https://b.example.org:8443`
    /// @param target where its mail goes, as the right side of the routing table
    public record House(String url, String target) { }

    public Peering {
        domains = Set.copyOf(domains);
        houses = List.copyOf(houses);
    }

    boolean shares(String domain) { return !houses.isEmpty() && domains.contains(domain); }
}
