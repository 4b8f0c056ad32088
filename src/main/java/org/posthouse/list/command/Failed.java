package org.posthouse.list.command;

/// A command cannot be done, for this reason.
final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String why) { super(why, null, false, false); }
}
