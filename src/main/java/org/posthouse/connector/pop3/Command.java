package org.posthouse.connector.pop3;

import java.io.IOException;

/// One POP3 command.
interface Command {
    /// @param args what follows the keyword and one space, as typed; empty when there is nothing
    Answer run(Session session, String args) throws IOException, InterruptedException;

    /// A command of the AUTHORIZATION state.
    interface BeforeSignIn extends Command {
        @Override default Answer run(Session session, String args) throws IOException, InterruptedException {
            return session.phase() instanceof Phase.Authorization now ? run(session, now, args) : Answer.mistake(Text.NOT_NOW);
        }

        Answer run(Session session, Phase.Authorization now, String args) throws IOException, InterruptedException;
    }

    /// A command of the TRANSACTION state.
    interface OnMaildrop extends Command {
        @Override default Answer run(Session session, String args) throws IOException, InterruptedException {
            return session.phase() instanceof Phase.Transaction now ? run(session, now.drop(), args.strip()) : Answer.mistake(Text.NOT_NOW);
        }

        /// @param args without spaces around them
        Answer run(Session session, Snapshot drop, String args) throws IOException, InterruptedException;
    }
}
