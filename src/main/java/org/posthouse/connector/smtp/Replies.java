package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;
import org.posthouse.mime.MessageInspector;

/// Replies that more than one verb gives, and how any reply is written.
final class Replies {
    static final Reply OK = Reply.of(250, "2.0.0", "OK");
    static final Reply NO_HELLO = Reply.of(503, "5.5.1", "Say EHLO first");
    static final Reply NO_SIGN_IN = Reply.of(530, "5.7.0", "Authentication required");              // RFC 4954 §6
    static final Reply NO_TLS = Reply.of(530, "5.7.0", "Must issue a STARTTLS command first");      // RFC 3207 §4
    static final Reply NO_MAIL = Reply.of(503, "5.5.1", "MAIL first");
    static final Reply NO_SENDER = Reply.of(503, "5.5.1", "The sender was refused");
    static final Reply NO_RECIPIENT = Reply.of(503, "5.5.1", "RCPT first");
    static final Reply NO_VALID_RECIPIENT = Reply.of(554, "5.5.1", "No valid recipients");          // RFC 5321 §3.3
    static final Reply NO_ARGUMENT = Reply.of(501, "5.5.4", "No argument allowed");
    static final Reply IN_CHUNKS = Reply.of(503, "5.5.1", "A message by BDAT is not complete yet");
    static final Reply CHUNK_FAILED = Reply.of(503, "5.5.1", "A BDAT failed, RSET first");
    static final Reply TOO_BIG = Reply.of(552, "5.3.4", "Message is larger than allowed here");     // RFC 1870 §6
    static final Reply DISK = Reply.of(452, "4.3.1", "No room for the message, try again later");
    static final Reply FAULT = Reply.of(451, "4.3.0", "Error in processing, try again later");
    static final Reply OVERLOADED = Reply.of(451, "4.3.2", "Too busy, try again later");

    private Replies() { }

    /// As on the wire, the enhanced code on every line (RFC 2034 §4).
    static String line(Reply reply) {
        var text = new StringBuilder();
        var lines = reply.lines();
        for (int i = 0; i < lines.size(); i++) {
            text.append(reply.code()).append(i < lines.size() - 1 ? '-' : ' ');
            if (!reply.enhanced().isEmpty()) text.append(reply.enhanced()).append(' ');
            text.append(lines.get(i)).append("\r\n");
        }
        return text.toString();
    }

    /// To a message whose octets cannot be taken. 554, "transaction failed", is what RFC 5321 §4.3.2 has for this place; 5.5.2 is a syntax error, 5.6.0 the content.
    static Reply unfit(MessageInspector.Fault fault) {
        return switch (fault) {
            case BARE_LINE_END -> Reply.of(554, "5.5.2", "Bare CR or LF in message, lines end in CRLF");        // RFC 5321 §2.3.8
            case NUL -> Reply.of(554, "5.6.0", "NUL in message");
            case LONG_LINE -> Reply.of(554, "5.6.0", "Line too long in message");
            case LONG_HEADER -> Reply.of(554, "5.6.0", "Header section too large");
            case MANY_FIELDS -> Reply.of(554, "5.6.0", "Too many header fields");
            case LONG_PARAMETER -> Reply.of(554, "5.6.0", "MIME parameter too long");
            case DEEP -> Reply.of(554, "5.6.0", "MIME parts nested too deep");
            case MANY_PARTS -> Reply.of(554, "5.6.0", "Too many MIME parts");
        };
    }
}
