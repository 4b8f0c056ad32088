package org.posthouse.crash;

/// How much of what was not synced a crash takes.
public enum Loss {
    /// All of it.
    EVERYTHING,
    /// None: the process was killed, the machine went on.
    NOTHING,
    /// Any sectors of any write; names in the order of one journal.
    SECTORS,
    /// Any sectors of any write; each folder's names on their own, in order.
    SECTORS_AND_NAMES
}
