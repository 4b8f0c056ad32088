package org.posthouse.connector.pop3;

import java.util.OptionalInt;

/// TOP (RFC 1939 §7): the header, the empty line and the first lines of the body.
final class TopCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) {
        String[] words = args.split(" +");
        if (words.length != 2) return Answer.mistake(Text.ARGUMENT_MISSING);
        OptionalInt lines = Numbers.parse(words[1]);
        if (lines.isEmpty()) return Answer.mistake(Text.NOT_A_NUMBER);
        var number = drop.find(words[0]);
        if (number.isEmpty()) return Answer.refusal("", Text.NO_SUCH_MESSAGE);
        return session.content(drop, number.getAsInt())
                .<Answer>map(content -> new Answer.Letter(Sending.top(content, lines.getAsInt()), Text.HEADER))
                .orElseGet(() -> Answer.refusal("SYS/PERM", Text.GONE));
    }
}
