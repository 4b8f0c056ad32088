package org.posthouse.journey;

import java.util.Set;

/// What somebody may see of journeys. Domains are names in A-labels and lower case.
public sealed interface Sight {
    /// Everything: postmasters.
    record All() implements Sight { }

    /// Mail from and to these domains: their administrators. Of mail to them, what concerns their own recipients. Of mail from them, which somebody sent who had signed in or is vouched for, what that sender may know too.
    ///
    /// @param own   with their aliases
    /// @param local all of the house, among them the own ones
    record Within(Set<String> own, Set<String> local) implements Sight {
        public Within {
            own = Set.copyOf(own);
            local = Set.copyOf(local);
        }
    }

    /// Mail that one account sent after signing in, and what came to its mailbox or went on by its doing.
    ///
    /// @param local all domains of the house
    record Own(long account, Set<String> local) implements Sight {
        public Own {
            if (account <= 0) throw new IllegalArgumentException("account " + account);      // 0 is nobody's, and much is nobody's
            local = Set.copyOf(local);
        }
    }
}
