package org.posthouse.policy;

import org.posthouse.account.TestHouse;

/// [Policies] on a [TestHouse].
public final class TestPolicies {
    private TestPolicies() { }

    public static Class<?>[] entities() { return new Class<?>[] {StoredPolicy.class, StoredRule.class}; }

    public static Policies of(TestHouse house) {
        var policies = new Policies();
        policies.database = house.database;
        policies.changes = house.domains.changes;
        policies.ids = house.domains.ids;
        return policies;
    }
}
