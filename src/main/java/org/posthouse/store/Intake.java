package org.posthouse.store;

/// What the house decided about a message when it took it, kept because nobody can decide it again later.
///
/// @param spf        result of RFC 7208 for the envelope's sender in lower case (`pass`, `softfail` …); empty when it was not asked
/// @param reportable a report about this message may go to its envelope sender: it signed in, may relay, or passed SPF. Others would be strangers whose address somebody used
/// @param hold       why nothing of it may leave or be delivered before somebody releases it; empty to go on
/// @param fields     header fields that intake adds in front, whole lines with CRLF (Received-SPF and the like); empty for none
public record Intake(String spf, boolean reportable, String hold, String fields) {
    /// Octets of [#fields] at most.
    public static final int MAX_FIELDS = 2000;
    /// Of mail from a stranger about whom nothing was asked.
    public static final Intake UNASKED = new Intake("", false, "", "");
    /// Of mail that somebody who signed in, or the house itself, has sent.
    public static final Intake OWN = new Intake("", true, "", "");

    public Intake {
        if (fields.length() > MAX_FIELDS) throw new IllegalArgumentException("fields of " + fields.length() + " characters");
    }

    public boolean held() { return !hold.isEmpty(); }
}
