package org.posthouse.store;

/// One synced record as the dispatcher gets it.
public record Entry(RecordId id, Position position, StoredEnvelope envelope) { }
