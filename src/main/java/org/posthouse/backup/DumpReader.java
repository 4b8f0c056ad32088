package org.posthouse.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads a dump from its beginning to its end.
final class DumpReader implements AutoCloseable {
    private static final int LONGEST = 1 << 30;

    private final DataInputStream in;
    private final List<String> versions;
    private List<String> columns = List.of();

    DumpReader(InputStream from) throws IOException {
        try {
            in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(from, 64 << 10), 64 << 10));
            if (!in.readUTF().equals(Dump.MAGIC)) throw new BackupTrouble("The dump of the database is of an unknown format.");
            var text = in.readUTF();
            versions = text.isEmpty() ? List.of() : List.of(text.split(" "));
        } catch (EOFException | ZipException rotten) {
            throw new BackupTrouble("The dump of the database is damaged.", rotten);
        }
    }

    List<String> versions() { return versions; }

    /// The next table, or null behind the last.
    String table() throws IOException {
        var name = in.readUTF();
        if (name.isEmpty()) return null;
        int width = in.readInt();
        var names = new ArrayList<String>();
        for (int i = 0; i < width; i++) names.add(in.readUTF());
        columns = List.copyOf(names);
        return name;
    }

    List<String> columns() { return columns; }

    /// The next row of the table (a Long, Double, String, octets or null each), or null behind the last.
    Object[] row() throws IOException {
        if (in.readByte() == 0) return null;
        var row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) row[i] = value();
        return row;
    }

    /// The same by names.
    Map<String, Object> named() throws IOException {
        var row = row();
        if (row == null) return null;
        var named = new HashMap<String, Object>();
        for (int i = 0; i < row.length; i++) named.put(columns.get(i), row[i]);
        return named;
    }

    void skip() throws IOException {
        while (row() != null) { }
    }

    private Object value() throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case Dump.NULL -> null;
            case Dump.LONG -> in.readLong();
            case Dump.REAL -> in.readDouble();
            case Dump.TEXT, Dump.OCTETS -> {
                int length = in.readInt();
                if (length < 0 || length > LONGEST) throw new BackupTrouble("The dump of the database is damaged.");
                var octets = in.readNBytes(length);
                if (octets.length < length) throw new EOFException();
                yield kind == Dump.TEXT ? new String(octets, StandardCharsets.UTF_8) : octets;
            }
            default -> throw new BackupTrouble("The dump of the database is damaged.");
        };
    }

    @Override public void close() throws IOException { in.close(); }
}
