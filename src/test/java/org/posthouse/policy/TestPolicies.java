package org.posthouse.policy;

import org.posthouse.account.FromRewrite;
import org.posthouse.account.TestAuthors;
import org.posthouse.account.TestHouse;
import org.posthouse.database.OnTheSpot;
import org.posthouse.setting.HostName;

/// [Policies] and what asks them, on a [TestHouse].
public final class TestPolicies {
    private TestPolicies() { }

    public static Class<?>[] entities() { return new Class<?>[] {StoredPolicy.class, StoredRule.class}; }

    public static Policies of(TestHouse house) {
        var policies = new Policies();
        policies.database = house.database;
        policies.changes = house.domains.changes;
        policies.ids = house.domains.ids;
        policies.work = new OnTheSpot();
        return policies;
    }

    static Submission submission(TestHouse house, Policies policies) {
        var submission = new Submission();
        submission.authors = TestAuthors.of(house);
        submission.policies = policies;
        submission.settings = house.settings;
        submission.domains = house.domains.domains;
        submission.hostName = hostName();
        submission.clock = house.clock;
        return submission;
    }

    static HostName hostName() {
        return new HostName() {
            @Override public String now() { return "mail.example.test"; }
        };
    }

    static Rates rates(TestHouse house) {
        var rates = new Rates();
        rates.settings = house.settings;
        rates.clock = house.clock;
        return rates;
    }

    /// @return its id
    static long account(TestHouse house, String name, String address, FromRewrite rewrite) { return TestAuthors.open(house, name, address, rewrite); }
}
