package org.posthouse.connector.smtp;

import java.io.IOException;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.listen.Connection;
import org.posthouse.connector.listen.Protocol;

/// SMTP on all services that speak it: relay, submission, LMTP. Which one it is, the connection says.
public final class SmtpProtocol implements Protocol {
    @Override public void serve(Connection connection) throws IOException, InterruptedException { new Conversation(new Session(connection)).run(); }

    @Override public String tooMany(String hostname) {
        return Replies.line(Reply.of(421, "4.7.0", hostname + " too many connections from your network, try again later")).stripTrailing();
    }
}
