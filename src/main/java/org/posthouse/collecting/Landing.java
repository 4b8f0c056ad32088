package org.posthouse.collecting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.BodySink;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.message.HeaderFields;
import org.posthouse.wire.OctetSink;

/// A message on its way from a provider to the staging area. Nobody is left who could be told that it is malformed, so it is mended as little as the store needs: every line ends in CRLF, and there are no NULs.
final class Landing implements OctetSink {
    private static final int PIECE = 8 << 10;
    private static final int MOST_HEADER = 256 << 10;
    private static final int MOST_OPENING = 1000;
    private static final String RETURN_PATH = "Return-Path:";

    private final BodySink sink;
    private final long most;
    private final MessageDigest digest = sha256();
    private final byte[] piece = new byte[PIECE];
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    /// The first line, until it is known whether it is the provider's Return-Path: a message has one, the one that final delivery writes (RFC 5321 §4.4).
    private ByteArrayOutputStream opening = new ByteArrayOutputStream();
    private int held;
    private long size;
    private long lines;
    private long dotLines;
    private long headerSize = -1;
    private long lineStart;
    private boolean eightBit;
    private boolean afterCr;

    /// @param most octets; more end the run
    Landing(BodySink sink, long most) {
        this.sink = sink;
        this.most = most;
    }

    /// The message is larger than its owner wants, whatever was announced.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override public void write(byte[] octets, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            byte octet = octets[i];
            if (octet == '\n') endLine();
            else {
                if (afterCr) endLine();                              // a bare CR ended a line where the message was written
                if (octet == '\r') afterCr = true;
                else if (octet != 0) keep(octet);
            }
        }
    }

    private void endLine() throws IOException {
        afterCr = false;
        boolean empty = size == lineStart;
        put((byte) '\r');
        put((byte) '\n');
        lines++;
        lineStart = size;
        if (empty && headerSize < 0) headerSize = size;
    }

    private void keep(byte octet) throws IOException {
        if (octet == '.' && size == lineStart) dotLines++;
        eightBit |= octet < 0;
        put(octet);
    }

    private void put(byte octet) throws IOException {
        if (++size > most) throw new TooLarge();
        if (headerSize < 0 && header.size() < MOST_HEADER) header.write(octet);
        if (opening == null) {
            emit(octet);
            return;
        }
        opening.write(octet);
        if (octet != '\n' && opening.size() < MOST_OPENING) return;
        var line = opening.toByteArray();
        opening = null;
        if (octet == '\n' && new String(line, StandardCharsets.ISO_8859_1).regionMatches(true, 0, RETURN_PATH, 0, RETURN_PATH.length())) {
            size = 0;
            lines = -1;                                                  // the line that ends here is counted next
            lineStart = 0;
        } else for (byte each : line) emit(each);
    }

    private void emit(byte octet) throws IOException {
        piece[held++] = octet;
        if (held == PIECE) spill();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);                // every JDK has it
        }
    }

    private void spill() throws IOException {
        digest.update(piece, 0, held);
        sink.write(piece, 0, held);
        held = 0;
    }

    StagedBody complete() throws IOException {
        if (afterCr || size > lineStart) endLine();
        opening = null;
        spill();
        return sink.complete(new BodyFacts(size, (int) Math.min(headerSize < 0 ? size : headerSize, Integer.MAX_VALUE), lines, dotLines, eightBit, true));
    }

    /// Of the whole message, when it is complete.
    String fingerprint() { return HexFormat.of().formatHex(digest.digest()); }

    /// Of what has come so far, a quarter of a mebibyte at most.
    HeaderFields header() { return HeaderFields.of(header.toByteArray()); }
}
