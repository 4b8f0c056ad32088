package org.posthouse.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads a message line by line and keeps a stack of the parts that are open. What it holds is bounded: the headers of the parts told apart, and the beginning of a line.
final class StructureReader {
    private static final int MOST_HEADERS = 1 << 20;
    private static final int MOST_HEADER = 256 << 10;
    private static final int MOST_FIELD_LINES = 20_000;
    /// RFC 2046 §5.1.1 allows 70.
    private static final int MOST_BOUNDARY = 200;
    private static final ParameterField TEXT = ParameterField.of("text/plain");

    private final List<Open> stack = new ArrayList<>();
    private Part root;
    private int parts = 1;
    private int headerOctets;
    private int fieldLines;
    private boolean cut;

    private byte[] line = new byte[1024];
    private int kept;
    private long lineBegin;
    private long at;
    private long lines;
    private int lineEnd;
    private byte last;
    private byte beforeLast;
    private long lastBegin;

    /// A part whose end was not seen yet.
    private static final class Open {
        final Open parent;
        /// Number among its siblings; 0 for a message's outermost part.
        final int number;
        final long begin;
        final List<Part> parts = new ArrayList<>();
        byte[] header = new byte[256];
        int headerLength;
        boolean inHeader = true;
        boolean ended;
        HeaderFields fields = new HeaderFields(List.of());
        ParameterField type = TEXT;
        String encoding = "7bit";
        byte[] boundary = new byte[0];
        String section = "";
        long body;
        long firstLine;

        Open(Open parent, int number, long begin) {
            this.parent = parent;
            this.number = number;
            this.begin = begin;
        }

        void keep(byte[] octets, int length) {
            if (headerLength + length > header.length) header = Arrays.copyOf(header, Math.max(header.length * 2, headerLength + length));
            System.arraycopy(octets, 0, header, headerLength, length);
            headerLength += length;
        }
    }

    Structure read(InputStream in) throws IOException {
        stack.add(new Open(null, 0, 0));
        var piece = new byte[32 << 10];
        for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
            for (int from = 0; from < got; ) {
                int end = from;
                while (end < got && piece[end] != '\n') end++;
                boolean whole = end < got;
                if (whole) end++;
                keep(piece, from, end - from);
                at += end - from;
                if (end - from > 1) beforeLast = piece[end - 2];
                else if (end > from) beforeLast = last;
                if (end > from) last = piece[end - 1];
                if (whole) line(at - lineBegin > 1 && beforeLast == '\r' ? 2 : 1);
                from = end;
            }
        }
        if (at > lineBegin) line(0);
        while (!stack.isEmpty()) close(at, lines);
        return new Structure(root, at, cut);
    }

    private void keep(byte[] piece, int from, int length) {
        int wanted = Math.min(length, (stack.getLast().inHeader ? MOST_HEADER : MOST_BOUNDARY + 16) - kept);
        if (wanted <= 0) return;
        if (kept + wanted > line.length) line = Arrays.copyOf(line, Math.max(line.length * 2, kept + wanted));
        System.arraycopy(piece, from, line, kept, wanted);
        kept += wanted;
    }

    /// @param ending octets of its line end
    private void line(int ending) {
        boolean complete = kept == at - lineBegin;
        int length = complete ? kept - ending : kept;
        if (!complete || !border(length)) {
            var open = stack.getLast();
            if (open.inHeader) header(open, length, complete);
        }
        lineEnd = ending;
        lastBegin = lineBegin;
        lineBegin = at;
        lines++;
        kept = 0;
    }

    private void header(Open open, int length, boolean complete) {
        if (length == 0) {
            fieldsEnd(open, at, lines + 1);
            return;
        }
        boolean folded = line[0] == ' ' || line[0] == '\t';
        if (open.headerLength == 0 && open.parent != null && !folded && !field(length)) {  // a part without the empty line that RFC 2046 §5.1 asks for: text at once
            fieldsEnd(open, lineBegin, lines);
            return;
        }
        if (!complete || open.headerLength + length > MOST_HEADER || headerOctets + length > MOST_HEADERS || ++fieldLines > MOST_FIELD_LINES) cut = true;
        else {
            open.keep(line, kept);
            headerOctets += kept;
        }
    }

    private boolean field(int length) {
        int i = 0;
        while (i < length && line[i] > ' ' && line[i] < 127 && line[i] != ':') i++;
        return i > 0 && i < length && (line[i] == ':' || line[i] == ' ' && new String(line, i, Math.min(8, length - i), StandardCharsets.ISO_8859_1).strip().startsWith(":"));
    }

    /// The header of a part is complete: now it is known what follows.
    private void fieldsEnd(Open open, long bodyAt, long firstLine) {
        open.inHeader = false;
        open.body = bodyAt;
        open.firstLine = firstLine;
        open.fields = HeaderFields.of(Arrays.copyOf(open.header, open.headerLength));
        open.header = new byte[0];
        open.encoding = Part.encoding(open.fields);
        boolean digest = open.parent != null && open.number > 0 && open.parent.type.is("multipart/digest");       // RFC 2046 §5.1.5
        open.type = open.fields.first("Content-Type").map(ParameterField::read).filter(type -> type.value().matches("[^/]+/[^/]+")).orElse(digest ? ParameterField.of("message/rfc822") : TEXT);
        boolean identity = !open.encoding.equals("base64") && !open.encoding.equals("quoted-printable");           // RFC 2046 §5.2.1: nothing else is allowed here
        if (open.type.is("multipart/")) {
            var boundary = open.type.parameter("boundary").orElse("").stripTrailing();
            if (boundary.isEmpty() || boundary.length() > MOST_BOUNDARY || stack.size() >= Structure.MOST_DEPTH) {
                cut |= stack.size() >= Structure.MOST_DEPTH;
                open.type = TEXT;
            } else open.boundary = boundary.getBytes(StandardCharsets.UTF_8);
        }
        open.section = section(open);
        if ((open.type.is("message/rfc822") || open.type.is("message/global")) && identity) {
            if (stack.size() >= Structure.MOST_DEPTH || parts >= Structure.MOST_PARTS) cut = true;
            else {
                parts++;
                stack.add(new Open(open, 0, bodyAt));
            }
        }
    }

    private static String section(Open open) {
        var above = open.parent == null ? "" : open.parent.section;
        if (open.number == 0 && open.boundary.length > 0) return above;    // the outermost part of a message has no number of its own when it has parts
        var number = Integer.toString(Math.max(1, open.number));
        return above.isEmpty() ? number : above + '.' + number;
    }

    /// Takes the line for a border of an open multipart, the innermost first: what is inside it ends here, whether it was closed or not.
    private boolean border(int length) {
        if (length < 3 || line[0] != '-' || line[1] != '-') return false;
        while (length > 2 && (line[length - 1] == ' ' || line[length - 1] == '\t' || line[length - 1] == '\r')) length--;
        for (int i = stack.size() - 1; i >= 0; i--) {
            var open = stack.get(i);
            int size = open.boundary.length;
            if (size == 0 || open.ended || length < size + 2 || !Arrays.equals(line, 2, 2 + size, open.boundary, 0, size)) continue;
            boolean last = length == size + 4 && line[length - 1] == '-' && line[length - 2] == '-';
            if (!last && length != size + 2) continue;
            border(i, last);
            return true;
        }
        return false;
    }

    private void border(int index, boolean last) {
        long end = lineBegin - lineEnd;
        while (stack.size() > index + 1) close(end, lastBegin >= end ? lines - 1 : lines);
        var open = stack.getLast();
        if (last) open.ended = true;
        else if (parts >= Structure.MOST_PARTS) {
            open.ended = true;
            cut = true;
        } else {
            parts++;
            stack.add(new Open(open, open.parts.size() + 1, at));
        }
    }

    private void close(long end, long linesBefore) {
        var open = stack.getLast();
        if (open.inHeader) fieldsEnd(open, Math.max(open.begin, end), linesBefore);
        while (stack.getLast() != open) stack.removeLast();                // a message inside it that has no octet
        stack.removeLast();
        boolean hollow = open.type.is("multipart/") && open.parts.isEmpty();  // no border was ever seen: it is one text
        if (hollow && open.section.isEmpty()) open.section = "1";
        long last = Math.max(open.body, end);
        var part = new Part(open.section, open.fields, hollow ? TEXT : open.type, open.encoding, open.fields.first("Content-Disposition").map(ParameterField::read).orElse(ParameterField.of("")),
                open.begin, open.body, last, Math.max(0, linesBefore - open.firstLine), open.parts);
        if (open.parent == null) root = part;
        else open.parent.parts.add(part);
    }
}
