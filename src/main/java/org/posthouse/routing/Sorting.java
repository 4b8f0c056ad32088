package org.posthouse.routing;

import java.util.Set;

/// Looks at an account's mail before its delivery plan does. CDI beans of modules above this one.
public interface Sorting {
    /// The transport of what is to be sorted; its target is the account.
    String TRANSPORT = "filter";

    /// From memory: asked for every copy.
    boolean sorts(long account);

    /// Nobody sorts.
    Sorting NONE = _ -> false;

    /// Accounts that have sorted a message already, each of them once, so that two who send each other their mail come to an end.
    ///
    /// @param accounts the last one is who sorts now
    record Sorted(Set<Long> accounts) {
        private static final int MOST = 20;

        public static final Sorted NOBODY = new Sorted(Set.of());

        public Sorted { accounts = Set.copyOf(accounts); }

        boolean by(long account) { return accounts.size() >= MOST || accounts.contains(account); }
    }
}
