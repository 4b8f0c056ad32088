package org.posthouse.queue;

/// What the other side of a delivery said.
///
/// @param host     who said it; empty when nobody could be asked
/// @param code     SMTP reply code; 0 for none
/// @param enhanced RFC 3463 status, `4.4.1`; never empty for a delivery that did not succeed
/// @param text     its words, one line without control characters, at most 1,000 characters
/// @param tls      `TLSv1.3`, `plain`, or `plain, TLS failed: …`; empty where there is no connection
public record Remark(String host, int code, String enhanced, String text, String tls) {
    public static final Remark NONE = new Remark("", 0, "", "", "");
    private static final int LONGEST = 1000;

    public Remark {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    /// Said by the house itself.
    public static Remark own(String enhanced, String text) { return new Remark("", 0, enhanced, text, ""); }
}
