package org.posthouse.token;

import org.posthouse.account.TestHouse;

/// This package's modules wired by hand, for tests of packages above.
public final class TestTokens {
    private TestTokens() { }

    public static Class<?>[] entities() { return new Class<?>[] {AccessToken.class}; }

    public static Tokens tokens(TestHouse house) {
        var tokens = new Tokens();
        tokens.database = house.database;
        tokens.settings = house.settings;
        tokens.clock = house.clock;
        tokens.ids = house.domains.ids;
        tokens.random = house.random;
        return tokens;
    }

    public static WebAccess access(TestHouse house) {
        var access = new WebAccess();
        access.database = house.database;
        access.changes = house.domains.changes;
        return access;
    }
}
