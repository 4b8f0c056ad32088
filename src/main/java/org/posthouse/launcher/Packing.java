package org.posthouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What `appliance-image/build` puts into packages and images: the jar without what stands unpacked beside it, so that neither comes twice and nothing is unpacked where it runs. The same octets
/// whenever and wherever the same jar is packed.
public final class Packing {
    private Packing() { }

    /// @param arguments the whole jar, the folder to fill, the folder where it will be installed, and the seconds since 1970 that every file gets as its time
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) throw new IllegalArgumentException("Packing takes a jar, a folder, a place and a time");
        pack(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Instant.ofEpochSecond(Long.parseLong(arguments[3])));
    }

    static void pack(Path whole, Path folder, Path place, Instant time) throws IOException {
        var name = "posthouse.jar";
        var jar = folder.resolve(name);
        Files.createDirectories(folder);
        shorten(whole, jar, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        Files.setLastModifiedTime(jar, FileTime.from(time));       // before the rest: what is beside it knows its time and size
        Unpacked.pack(whole, jar, place.resolve(name));
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.setLastModifiedTime(path, FileTime.from(time));
        }
    }

    private static void shorten(Path whole, Path jar, LocalDateTime time) throws IOException {
        try (var from = new JarFile(whole.toFile()); var to = new ZipOutputStream(Files.newOutputStream(jar))) {
            to.setLevel(Deflater.BEST_COMPRESSION);
            for (var list = from.entries(); list.hasMoreElements(); ) {
                var old = list.nextElement();
                if (Unpacked.unpacks(old.getName())) continue;
                var entry = new ZipEntry(old.getName());
                entry.setTimeLocal(time);
                to.putNextEntry(entry);
                try (var in = from.getInputStream(old)) {
                    in.transferTo(to);
                }
            }
        }
    }
}
