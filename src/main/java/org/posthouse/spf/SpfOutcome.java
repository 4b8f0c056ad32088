package org.posthouse.spf;

/// What came of a check.
///
/// @param mechanism   the term that decided; `default` when none did, empty where there is no record
/// @param explanation the domain's own words for a failure, printable ASCII; empty for none
/// @param problem     in words, for `temperror` and `permerror`; else empty
public record SpfOutcome(SpfResult result, String mechanism, String explanation, String problem) {
    static SpfOutcome of(SpfResult result, String mechanism) { return new SpfOutcome(result, mechanism, "", ""); }

    static SpfOutcome trouble(String problem) { return new SpfOutcome(SpfResult.TEMPERROR, "", "", problem); }

    static SpfOutcome broken(String problem) { return new SpfOutcome(SpfResult.PERMERROR, "", "", problem); }
}
