package org.posthouse.connector.pop3;

/// What a session did, for its last log line.
final class Tally {
    private int retrieved;
    private int deleted;
    private long octets;

    void retrieved(long size) {
        retrieved++;
        octets += size;
    }

    void deleted(int count) { deleted = count; }

    @Override public String toString() { return " retrieved=" + retrieved + " deleted=" + deleted + " octets=" + octets; }
}
