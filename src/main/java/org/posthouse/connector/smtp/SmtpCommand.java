package org.posthouse.connector.smtp;

import java.io.IOException;
import org.posthouse.connector.api.Reply;

/// One verb. Keeps nothing: what a command leaves behind is the session's phase.
@FunctionalInterface
interface SmtpCommand {
    /// @param arguments what followed the verb and one blank, without blanks at the end
    /// @return the last reply to the command; any before it were said to the session
    Reply run(Session session, String arguments) throws IOException, InterruptedException;
}
