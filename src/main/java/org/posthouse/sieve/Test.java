package org.posthouse.sieve;

/// What a script asks.
interface Test {
    boolean holds(Run run) throws RunFault;
}
