package org.posthouse.sieve;

/// What a script does.
interface Command {
    enum Flow { ON, STOP }

    Flow run(Run run) throws RunFault;
}
