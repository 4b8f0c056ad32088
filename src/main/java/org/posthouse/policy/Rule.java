package org.posthouse.policy;

import java.util.List;

/// A rule as people made it.
///
/// @param domain whose mail it is about; 0 for the whole house
/// @param all    every test has to fit, else one is enough; without tests it fits all mail
/// @param stops  when it fits, the rules after it in the same list are passed over
public record Rule(long id, long domain, String name, boolean active, Way way, boolean all, boolean stops, List<RuleTest> tests, List<RuleAct> acts) {
    public enum Way {
        /// To recipients here.
        IN,
        /// To recipients elsewhere; for a domain, from senders of that domain.
        OUT,
        BOTH
    }

    public Rule {
        tests = List.copyOf(tests);
        acts = List.copyOf(acts);
    }
}
