package org.posthouse.mime;

import java.util.Arrays;
import java.util.Optional;

/// Looks at a message while it goes by, in blocks cut anywhere: counts what the house wants to know later, and stops at the first thing that
/// makes the message unfit to be taken. Ordinary content costs two passes of eight octets at a time.
///
/// The caps guard the mail readers of the people who live here: in 1998 a long file name in a header was enough to run code in three of them
/// (CERT CA-98.10), and deep nesting or endless headers have brought down others since.
public final class MessageInspector {

    /// Why a message cannot be taken.
    public enum Fault {
        /// A CR or LF stands alone (RFC 5321 §2.3.8): another server might see a different message, or two.
        BARE_LINE_END,
        /// RFC 5322 §4.1 calls it obsolete; C programs on the way out would lose the rest of the line.
        NUL,
        LONG_LINE, LONG_HEADER, MANY_FIELDS, LONG_PARAMETER, DEEP, MANY_PARTS
    }

    /// Where [Fault]s begin; units as in `connector.api.Limits`, whose components these are.
    public record Caps(int textOctets, int headerBytes, int headerFields, int parameterOctets, int mimeDepth, int mimeParts) { }

    private static final int NAME = 64;

    private final Caps caps;
    private final Structure structure;
    private long size;
    private long lines;
    private long dotLines;
    private boolean eightBit;
    private Optional<Fault> fault = Optional.empty();

    private byte[] line = new byte[NAME];
    private int kept;
    private int lineLength;
    private int first = -1;
    private boolean afterCr;

    public MessageInspector(Caps caps) {
        this.caps = caps;
        this.structure = new Structure(caps);
    }

    /// Takes the next octets of the message. After a fault it only counts them.
    public void write(byte[] octets, int from, int length) {
        size += length;
        int to = from + length;
        if (!eightBit) eightBit = Scan.eightBit(octets, from, to);
        int at = from;
        while (at < to && fault.isEmpty()) {
            int control = Scan.findControl(octets, at, to);
            if (control > at) ordinary(octets, at, control);
            if (control < to && fault.isEmpty()) control(octets, control);
            at = control + 1;
        }
    }

    private void ordinary(byte[] octets, int from, int to) {
        if (afterCr) {
            fault = Optional.of(Fault.BARE_LINE_END);
            return;
        }
        if (first < 0) first = octets[from] & 0xff;
        lineLength += to - from;
        if (lineLength + 2 > caps.textOctets()) fault = Optional.of(Fault.LONG_LINE);
        else if (structure.wants(first)) keep(octets, from, to);
    }

    private void control(byte[] octets, int at) {
        byte control = octets[at];
        if (control == '\n' && afterCr) lineEnd();
        else if (control == '\n' || afterCr) fault = Optional.of(Fault.BARE_LINE_END);
        else if (control == '\r') afterCr = true;
        else if (control == 0) fault = Optional.of(Fault.NUL);
        else ordinary(octets, at, at + 1);
    }

    private void keep(byte[] octets, int from, int to) {
        int length = to - from;
        if (length > line.length - kept) line = Arrays.copyOf(line, Math.max(line.length * 2, kept + length));
        System.arraycopy(octets, from, line, kept, length);
        kept += length;
    }

    private void lineEnd() {
        lines++;
        if (first == '.') dotLines++;
        if (structure.wants(first)) fault = structure.line(line, kept, lineLength + 2);
        else structure.passed(lineLength + 2);
        kept = 0;
        lineLength = 0;
        first = -1;
        afterCr = false;
    }

    /// The last octet is in: the fault that a last line without its CRLF may still have.
    public Optional<Fault> finish() {
        if (fault.isEmpty() && afterCr) fault = Optional.of(Fault.BARE_LINE_END);
        if (fault.isEmpty() && first >= 0 && structure.wants(first)) fault = structure.line(line, kept, lineLength);
        return fault = fault.or(structure::end);
    }

    public Optional<Fault> fault() { return fault; }

    /// Octets seen.
    public long size() { return size; }

    /// Octets of the header section and the empty line that ends it; the whole size when there is no body.
    public int headerSize() { return (int) Math.min(structure.headerSize().orElse(size), Integer.MAX_VALUE); }

    public long lines() { return lines; }

    public long dotLines() { return first == '.' ? dotLines + 1 : dotLines; }

    public boolean eightBit() { return eightBit; }

    /// The last line is complete; true for a message without octets.
    public boolean endsInCrlf() { return first < 0 && !afterCr; }
}
