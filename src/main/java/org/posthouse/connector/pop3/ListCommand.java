package org.posthouse.connector.pop3;

/// LIST (RFC 1939 §5): a scan listing of one message or of all.
final class ListCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) {
        if (args.isEmpty()) return new Answer.Listing(wire -> {
            for (var numbers = drop.numbers().iterator(); numbers.hasNext(); ) wire.write(line(drop, numbers.nextInt()) + "\r\n");
        }, Text.MESSAGES, drop.count(), drop.octets());
        var number = drop.find(args);
        return number.isPresent() ? new Answer.Figures(line(drop, number.getAsInt())) : Answer.refusal("", Text.NO_SUCH_MESSAGE);
    }

    private static String line(Snapshot drop, int number) { return number + " " + drop.size(number); }
}
