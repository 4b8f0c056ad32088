package org.posthouse.connector.api;

import java.time.Duration;

/// What a stranger may use up, each a live setting of the house.
///
/// @param messageBytes         largest message, announced by SIZE (552 5.3.4)
/// @param recipients           per transaction, announced by LIMITS RCPTMAX (452 4.5.3)
/// @param messages             per connection, announced by LIMITS MAILMAX (421 4.7.0)
/// @param commandOctets        one command line with its CRLF (500 5.5.6)
/// @param textOctets           one line of a message with its CRLF (554 5.6.0); RFC 5321 §4.5.3.1.6 asks for at least 1000
/// @param headerBytes          the whole header section (554 5.6.0)
/// @param headerFields         fields in it (554 5.6.0)
/// @param parameterOctets      one MIME parameter value, E10: mail readers of 1998 ran over at long file names (554 5.6.0)
/// @param mimeDepth            nested multiparts and message/rfc822 (554 5.6.0)
/// @param mimeParts            parts in all (554 5.6.0)
/// @param errors               protocol mistakes per session before 421 4.7.0
/// @param connectionsPerAddress open at once from one IPv4 address or IPv6 /64; loopback is exempt (421 4.7.0)
/// @param connections          open at once in all
/// @param commandTimeout       waiting for a command (RFC 5321 §4.5.3.2.7: 5 minutes; RFC 1939 §3: at least 10 for POP3)
/// @param popTimeout           waiting for a POP3 command
/// @param dataTimeout          waiting for more of a message (RFC 5321 §4.5.3.2.5: 3 minutes)
/// @param dataTotal            from 354 to the final dot, against slow feeding
/// @param vrfy                 VRFY asks the house instead of saying 252
/// @param expn                 EXPN asks the house instead of saying 252
public record Limits(long messageBytes, int recipients, int messages, int commandOctets, int textOctets, int headerBytes, int headerFields,
                     int parameterOctets, int mimeDepth, int mimeParts, int errors, int connectionsPerAddress, int connections,
                     Duration commandTimeout, Duration popTimeout, Duration dataTimeout, Duration dataTotal, boolean vrfy, boolean expn) {

    public static final Limits DEFAULT = new Limits(50L << 20, 1000, 10_000, 2048, 16_384, 256 << 10, 1000,
            4096, 50, 10_000, 10, 100, 10_000,
            Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofHours(1), false, false);

    /// With another wait for a command of whatever protocol.
    public Limits waiting(Duration wait) {
        return new Limits(messageBytes, recipients, messages, commandOctets, textOctets, headerBytes, headerFields, parameterOctets, mimeDepth, mimeParts,
                errors, connectionsPerAddress, connections, wait, wait, dataTimeout, dataTotal, vrfy, expn);
    }
}
