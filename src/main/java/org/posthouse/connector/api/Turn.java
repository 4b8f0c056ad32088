package org.posthouse.connector.api;

import java.util.List;

/// Endpoint: somebody calls for the mail that waits here for his domains.
public interface Turn {
    /// ETRN (RFC 1985): 250 to 253 when the mail now goes to where it always goes, 458, 459 or 501 when not.
    ///
    /// @param node as given: `example.org`, `@example.org` for the subdomains too, `#name` for a queue of that name
    Reply start(Client client, String node);

    /// ATRN (RFC 2645): mail for these domains over this connection.
    ///
    /// @param domains none for all that the account may call for
    TurnVerdict turn(Client client, List<String> domains);
}
