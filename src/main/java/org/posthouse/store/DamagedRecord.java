package org.posthouse.store;

import java.io.IOException;

/// The record is there, but not as it was written. The store has reported it as [Damage] already; nothing of it may be delivered.
public final class DamagedRecord extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedRecord(RecordId id, String what) { super("record " + id + ": " + what); }
}
