package org.posthouse.connector.api;

/// Endpoint: who is this? The answer never tells whether an account exists, and costs the same whether it does.
public interface SignIn {
    /// USER/PASS, AUTH PLAIN, AUTH LOGIN.
    ///
    /// @param login    any address of the account or its login name, as typed
    /// @param password as sent; may hold any octet the SASL profile allows (RFC 4616 §2)
    SignInVerdict password(Client client, String login, String password);

    /// APOP (RFC 1939 §7), for accounts that opted in.
    ///
    /// @param banner the greeting's time stamp with its angle brackets
    /// @param digest 32 lower-case hex digits
    SignInVerdict apop(Client client, String login, String banner, String digest);
}
