package org.posthouse.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;

/// All that must survive with a message besides its octets.
///
/// @param arrival  kept to the microsecond
/// @param facts    of the body that is stored with it
/// @param trace    the session it came by; empty for mail that the house makes
/// @param cause    why the house made it, the same text whenever the same cause is replayed; empty for mail from outside
/// @param intake   what was decided when it was taken
public record StoredEnvelope(Instant arrival, Envelope envelope, BodyFacts facts, Optional<Trace> trace, Optional<String> cause, Intake intake) {
    private static final String KEPT = "kept/";
    private static final String CHANGED = KEPT + "changed/";

    public StoredEnvelope { arrival = arrival.truncatedTo(ChronoUnit.MICROS); }

    /// Mail that a session brought.
    public static StoredEnvelope received(Instant arrival, Envelope envelope, BodyFacts facts, Trace trace, Intake intake) {
        return new StoredEnvelope(arrival, envelope, facts, Optional.of(trace), Optional.empty(), intake);
    }

    /// Mail that the house makes: reports, replies, list copies.
    public static StoredEnvelope made(Instant arrival, Envelope envelope, BodyFacts facts, String cause) {
        return new StoredEnvelope(arrival, envelope, facts, Optional.empty(), Optional.of(cause), Intake.OWN);
    }

    /// A message that the house only keeps, such as an article of a list: its recipients are for those who read it, and nobody dispatches it. It lives as long as rows refer to it, so who appends it pins it
    /// until those are committed.
    public static StoredEnvelope kept(Instant arrival, Envelope envelope, BodyFacts facts, String cause) { return made(arrival, envelope, facts, KEPT + cause); }

    /// The same message with another header, kept for some of its recipients.
    public StoredEnvelope changed(BodyFacts other, RecordId from) { return new StoredEnvelope(arrival, envelope, other, trace, Optional.of(CHANGED + from), intake); }

    /// Made by the house itself, and not only changed on its way.
    public boolean isOwn() { return cause.filter(why -> !why.startsWith(CHANGED)).isPresent(); }

    public boolean isKept() { return cause.filter(why -> why.startsWith(KEPT)).isPresent(); }
}
