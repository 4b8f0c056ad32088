package org.posthouse.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthouse.store.Ruling.Action;

/// What the house decided about a message when it took it, kept because nobody can decide it again later.
///
/// @param spf        result of RFC 7208 for the envelope's sender in lower case (`pass`, `softfail` …); empty when it was not asked
/// @param reportable a report about this message may go to its envelope sender: it signed in, may relay, or passed SPF. Others would be strangers whose address somebody used
/// @param hold       why nothing of it may leave or be delivered before somebody releases it; empty to go on
/// @param fields     header fields that intake adds in front, whole lines with CRLF (Received-SPF and the like); empty for none
/// @param rulings    what rules decided about all or some of its recipients, in the order they fired
public record Intake(String spf, boolean reportable, String hold, String fields, List<Ruling> rulings) {
    /// Octets of [#fields], and of all that [#fieldsOf] gives.
    public static final int MAX_FIELDS = 2000;
    /// Of mail from a stranger about whom nothing was asked.
    public static final Intake UNASKED = new Intake("", false, "", "");
    /// Of mail that somebody who signed in, or the house itself, has sent.
    public static final Intake OWN = new Intake("", true, "", "");

    public Intake {
        if (fields.length() > MAX_FIELDS) throw new IllegalArgumentException("fields of " + fields.length() + " characters");
        rulings = List.copyOf(rulings);
    }

    /// Without rules.
    public Intake(String spf, boolean reportable, String hold, String fields) { this(spf, reportable, hold, fields, List.of()); }

    /// All of it.
    public boolean held() { return !hold.isEmpty(); }

    /// Why a recipient's copy waits; empty to go on.
    ///
    /// @param recipient its place in the envelope, as in the two below
    public String holdOf(int recipient) { return held() ? hold : rulings(Action.HOLD, recipient).findFirst().map(Ruling::text).orElse(""); }

    /// The rule that throws a recipient's copy away.
    public Optional<Ruling> discarded(int recipient) { return rulings(Action.DISCARD, recipient).findFirst(); }

    /// All fields that stand in front of a recipient's copy; empty for none.
    public String fieldsOf(int recipient) {
        if (rulings.isEmpty()) return fields;
        var all = new StringBuilder(fields);
        rulings(Action.FIELD, recipient).map(Ruling::text).filter(text -> all.length() + text.length() <= MAX_FIELDS).forEach(all::append);
        return all.toString();
    }

    private Stream<Ruling> rulings(Action action, int recipient) { return rulings.stream().filter(ruling -> ruling.action() == action && ruling.concerns(recipient)); }
}
