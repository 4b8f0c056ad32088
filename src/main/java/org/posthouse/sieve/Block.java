package org.posthouse.sieve;

import java.util.List;

/// Commands one after another, until one of them says stop.
record Block(List<Command> commands) implements Command {
    @Override public Flow run(Run run) throws RunFault {
        for (var command : commands) if (command.run(run) == Flow.STOP) return Flow.STOP;
        return Flow.ON;
    }

    /// `if`, `elsif` and `else` (RFC 5228 §3.1): the first branch whose test holds.
    record Choice(List<Branch> branches) implements Command {
        record Branch(Test test, Block block) { }

        @Override public Flow run(Run run) throws RunFault {
            for (var branch : branches) if (branch.test.holds(run)) return branch.block.run(run);
            return Flow.ON;
        }
    }
}
