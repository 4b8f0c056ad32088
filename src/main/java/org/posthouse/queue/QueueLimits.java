package org.posthouse.queue;

import org.posthouse.setting.Setting;
import org.posthouse.setting.Snapshot;

/// How much the queue does at once.
///
/// @param runs               at the same time, to all destinations
/// @param runsPerDestination of mail to one other server
/// @param recipients         of a message that another server gets at once
/// @param messages           over one connection
/// @param perMinute          messages to one destination; 0 for any number
record QueueLimits(int runs, int runsPerDestination, int recipients, int messages, long perMinute) {
    static QueueLimits of(Snapshot now) {
        return new QueueLimits((int) now.value(Setting.QUEUE_RUNS), (int) now.value(Setting.QUEUE_DESTINATION_RUNS), (int) now.value(Setting.QUEUE_RECIPIENTS), (int) now.value(Setting.QUEUE_MESSAGES),
                now.value(Setting.QUEUE_RATE));
    }

    int runs(Transport transport) { return transport.name().equals(Transport.SMTP) ? runsPerDestination : transport.runs(); }

    int atOnce(Transport transport) { return transport.name().equals(Transport.SMTP) ? recipients : transport.atOnce(); }
}
