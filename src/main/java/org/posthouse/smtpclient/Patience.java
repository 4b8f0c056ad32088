package org.posthouse.smtpclient;

import java.time.Duration;

/// How long a server may take for what (RFC 5321 §4.5.3.2).
///
/// @param connect  to take the connection
/// @param greeting for its first words
/// @param tls      for the handshake
/// @param command  for the reply to a command
/// @param data     for the go-ahead
/// @param block    to read on while a message is written
/// @param end      for the reply to a whole message
/// @param quit     for its farewell
public record Patience(Duration connect, Duration greeting, Duration tls, Duration command, Duration data, Duration block, Duration end, Duration quit) {
    public static final Patience STANDARD = new Patience(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofMinutes(10),
            Duration.ofSeconds(5));
}
